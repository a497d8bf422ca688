from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from worker.checking.readable import by_others, told
from worker.cli.program import onrecord
from worker.cli.session import Session
from worker.settings.secret_files import secret_files

CONFIG = """
[database]
url = "sqlite:///kept/ledger.db"
[newsroom]
domains = ["gazette.example"]
mailbox_addresses = ["desk@gazette.example"]
[smtp]
host = "127.0.0.1"
port = 1
tls = "none"
username = "desk"
password_file = "smtp.password"
"""
OPEN, CLOSED = 0o755, 0o750


@pytest.fixture
def folder():
    """A folder that anybody may enter, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as path:
        Path(path).chmod(OPEN)
        yield Path(path)


def a_file(folder, mode):
    file = folder / "smtp.password"
    file.write_text("hunter22", encoding="utf-8")
    file.chmod(mode)
    return file


@pytest.mark.parametrize(("mode", "open_"), [(0o600, False), (0o640, False), (0o644, True), (0o604, True)])
def test_a_secret_that_others_may_read_is_told(folder, mode, open_):
    file = a_file(folder, mode)

    assert [finding.what for finding in told({"smtp.password_file": file})] == ["smtp.password_file"] * open_


def test_a_secret_in_a_folder_that_others_can_not_enter_is_none_of_theirs(folder):
    file = a_file(folder, 0o644)
    folder.chmod(CLOSED)

    assert not by_others(file)


def test_a_link_is_judged_by_what_it_leads_to(folder, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(a_file(folder, 0o644))

    assert by_others(link)
    assert not by_others(folder / "nothing")


def test_the_files_of_secrets_are_those_that_the_configuration_or_the_environment_names(tmp_path):
    config = tmp_path / "onrecord.toml"
    text = CONFIG + "[[mailboxes]]\nname = 'desk'\noauth2 = { client_secret_file = '/etc/secret' }\n"
    config.write_text(text, encoding="utf-8")

    assert secret_files(config, {"ONRECORD_DATABASE__PASSWORD_FILE": "pg.password"}) == {
        "smtp.password_file": tmp_path / "smtp.password",
        "mailboxes[0].oauth2.client_secret_file": Path("/etc/secret"),
        "database.password_file": tmp_path / "pg.password",
    }
    assert secret_files(None, {}) == {}


def test_a_configuration_is_secret_where_a_password_stands_in_it(tmp_path):
    config = tmp_path / "onrecord.toml"
    config.write_text("[smtp]\npassword = 'hunter22'\n", encoding="utf-8")
    assert secret_files(config, {}) == {"configuration": config}

    config.write_text("[smtp]\npassword = ''\n", encoding="utf-8")
    assert secret_files(config, {"ONRECORD_SMTP__PASSWORD": "hunter22"}) == {}


ADDRESSES = {
    "a channel": ('[[channels]]\nname = "slack"\nurl = "slack://a/b/c"\n', True),
    "a database with a password": ('[database]\nurl = "postgresql+psycopg://u:hunter22@db/ledger"\n', True),
    "a broker with a password": ('[broker]\nurl = "redis://:hunter22@broker:6379/0"\n', True),
    "a database and a broker without": (
        '[database]\nurl = "sqlite:///l.db"\n[broker]\nurl = "redis://b:6379/0"\n',
        False,
    ),
    "a site": ('[pages]\nurl = "https://record.gazette.example"\ntitle = "http://[:"\n', False),
}


@pytest.mark.parametrize(("text", "secret"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_a_configuration_is_secret_where_an_address_in_it_holds_a_secret(tmp_path, text, secret):
    config = tmp_path / "onrecord.toml"
    config.write_text(text, encoding="utf-8")

    assert secret_files(config, {}) == ({"configuration": config} if secret else {})


def test_check_warns_of_a_password_and_a_ledger_that_others_may_read(folder):
    config, kept = folder / "onrecord.toml", folder / "kept"
    config.write_text(CONFIG, encoding="utf-8")
    kept.mkdir()
    kept.chmod(OPEN)
    (kept / "ledger.db").touch()
    (kept / "ledger.db").chmod(0o644)
    file = a_file(folder, 0o644)

    session = Session(clock=lambda: datetime.now(UTC))
    rows = CliRunner().invoke(onrecord, ["--config", str(config), "check"], obj=session).stdout.splitlines()

    says = "beware\tanybody on this machine may read"
    assert f"smtp.password_file\t{says} {file}: chmod o-rwx {file}" in rows
    assert any(row.startswith(f"ledger\t{says} ") for row in rows)
