"""No container engine runs here: the file is checked against its schema, and its commands are run as processes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import partial

import pytest
import yaml

from tests.given import an_inquiry
from tests.newsdesk import PROJECT, Newsdesk, comes_true, standing, stop
from tests.servers.dovecot import Dovecot
from tests.servers.redis import PASSWORD

COMPOSE = PROJECT / "docker-compose.yml"
UNITS = sorted((PROJECT / "config/systemd").iterdir())
PARTS = ("worker", "beat", "watch")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def test_it_is_a_compose_file():
    told = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stdout + told.stderr


def test_what_is_no_compose_file_is_told(tmp_path):
    (tmp_path / "wrong.yml").write_text("services:\n  worker:\n    restarts: always\n", encoding="utf-8")

    told = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", tmp_path / "wrong.yml"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    assert "restarts" in told.stdout


def test_nothing_is_reached_from_outside_and_everything_comes_back(compose):
    for name, service in compose["services"].items():
        assert "ports" not in service, name
        assert "container_name" not in service, f"{name} can't be scaled"
        assert service["restart"] == "unless-stopped", name
        assert service["healthcheck"]["test"], name


def test_every_secret_comes_from_a_file_and_no_password_stands_in_it(compose):
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())
    for service in compose["services"].values():
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        for name, value in service.get("environment", {}).items():
            assert "PASSWORD" not in name or (name.endswith("_FILE") and value.startswith("/run/secrets/"))


def test_every_volume_is_named_or_part_of_the_project(compose):
    for service in compose["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (PROJECT / source).exists()


def test_parts_run_without_rights(compose):
    image = (PROJECT / "config/Dockerfile").read_text(encoding="utf-8")

    assert re.search(r"^USER onrecord$", image, re.MULTILINE)
    for part in PARTS:
        service = compose["services"][part]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_is_made_of_what_is_there():
    image = (PROJECT / "config/Dockerfile").read_text(encoding="utf-8")
    copied = [line.split()[1:-1] for line in image.splitlines() if line.startswith("COPY ") and "--from" not in line]

    assert copied
    assert all((PROJECT / source).exists() for sources in copied for source in sources)
    assert "constraints.txt" in image


def environment(service, redis, postgresql_url):
    """Give the environment of a service, with the servers of the tests for those of the file."""
    told = dict(service["environment"])
    assert told["ONRECORD_DATABASE__URL"].endswith("@postgres/onrecord")
    assert told["ONRECORD_BROKER__URL"] == "redis://redis:6379/0"
    told["ONRECORD_DATABASE__URL"] = postgresql_url
    told["ONRECORD_BROKER__URL"] = f"redis://127.0.0.1:{redis.port}/0"
    return told


def is_healthy(desk, compose, part):
    return desk.tell(*compose["services"][part]["healthcheck"]["test"][2:]).returncode == 0


def test_the_commands_of_its_services_file_a_mail(tmp_path, compose, postgresql, redis, monkeypatch):
    secrets = {"database_password": "any", "broker_password": PASSWORD, "mailbox_password": "secret"}
    for name, secret in secrets.items():
        (tmp_path / name).write_text(secret, encoding="utf-8")
    with (
        Dovecot() as dovecot,
        postgresql.database() as address,
        Newsdesk(tmp_path, database="from the environment", port=dovecot.port, password="from the secret") as desk,
    ):
        started = {}
        for part in PARTS:
            service = compose["services"][part]
            told = environment(service, redis, address)
            told = {name: value.replace("/run/secrets", str(tmp_path)) for name, value in told.items()}
            told["ONRECORD_CONFIG"] = str(desk.config)
            started[part] = desk.start(*service["command"], env=told)
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        dovecot.deliver(an_inquiry().as_bytes())
        filed = comes_true(lambda: len(standing(desk.ledger())) == 1, within=60, every=0.5)
        healthy = {part: comes_true(partial(is_healthy, desk, compose, part), within=60, every=1) for part in PARTS}
        ended = {part: stop(process) for part, process in started.items()}

        assert filed, desk.told()
        assert healthy == dict.fromkeys(PARTS, True), desk.told()
        assert ended == dict.fromkeys(PARTS, 0), desk.told()
        assert "Traceback" not in desk.told()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_units_of_systemd_are_units(unit, tmp_path):
    text = unit.read_text(encoding="utf-8")
    name = unit.name.replace("@", "@worker")
    here = tmp_path / name
    here.write_text(text.replace("/opt/onrecord/bin/onrecord", sys.executable), encoding="utf-8")

    for hardened in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "LoadCredential=mailbox:"):
        assert hardened in text
    if analyze := shutil.which("systemd-analyze"):
        told = subprocess.run([analyze, "verify", here], capture_output=True, text=True, check=False)
        assert (told.returncode, [line for line in told.stderr.splitlines() if name in line]) == (0, [])
    else:
        sections = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
        assert sections == ["Unit", "Service", "Install"]
        lines = [line for line in text.splitlines() if line and line[0] not in "#["]
        assert all(re.match(r"[A-Z]\w*=", line) for line in lines)
