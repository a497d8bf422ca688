from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import click
import pytest
from click.testing import CliRunner

from worker.cli.program import COMMANDS, onrecord
from worker.cli.session import Session

NAMES = [name for commands in COMMANDS.values() for name in commands]


def run(*args, **options):
    return CliRunner().invoke(
        onrecord, list(args), obj=Session(clock=lambda: datetime(2023, 7, 6, tzinfo=UTC)), **options
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_command_says_what_it_does_with_an_example(name):
    told = run(name, "--help")

    assert told.exit_code == 0
    assert f"onrecord {name}" in told.output.partition("Example")[2]


@pytest.mark.parametrize("name", [*NAMES, ""])
def test_an_example_stands_on_lines_of_its_own(name):
    lines = run(*([name] if name else []), "--help").stdout.splitlines()

    example = next(n for n, line in enumerate(lines) if line.strip().startswith(f"onrecord {name}"))
    assert "\\b" not in "".join(lines)
    assert not name or lines[example - 1].strip() == "Example:"


def test_the_list_of_commands_says_of_each_what_the_command_says_itself():
    context = click.Context(onrecord)
    for commands in COMMANDS.values():
        for name, (_, _, does) in commands.items():
            assert (onrecord.get_command(context, name).help or "").startswith(does)


def test_the_list_of_commands_is_told_without_loading_them():
    code = (
        "import sys; from worker.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.exit(any(m in sys.modules for m in ('sqlalchemy', 'rich', 'worker.mail', 'worker.settings')))"
    )

    told = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stderr
    assert all(name in told.stdout for name in NAMES)


def test_a_command_that_is_none_is_refused():
    told = run("pasre")

    assert told.exit_code == 2
    assert "No such command 'pasre'. Did you mean 'parse'?" in told.stderr


def test_what_is_refused_is_one_line_without_a_traceback(tmp_path):
    told = run("--config", str(tmp_path / "none.toml"), "records")

    assert told.exit_code == 2
    assert told.stdout == ""
    assert told.stderr.startswith("onrecord: ")
    assert told.stderr.count("\n") == 1


def test_without_a_configuration_a_command_of_the_ledger_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)

    assert "`onrecord init` writes one" in run("records").stderr


def test_a_reader_that_goes_away_is_no_reason_for_noise():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        told = subprocess.run(
            [sys.executable, "-m", "worker", "--help"], stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )

    assert told.stderr == ""


def test_output_that_can_not_be_written_is_told_in_a_line(desk):
    config = str(desk.folder / "onrecord.toml")
    desk.run("open", "Mill")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        told = subprocess.run(
            [sys.executable, "-m", "worker", "--config", config, "records"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert told.returncode == 2
    assert told.stderr == "onrecord: the output: No space left on device\n"


def test_a_character_that_the_output_has_no_code_for_is_no_reason_to_stop(desk):
    desk.run("open", "Mill \u9752")

    told = subprocess.run(
        [sys.executable, "-m", "worker", "--config", str(desk.folder / "onrecord.toml"), "records"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        check=False,
    )

    assert b"\tMill \\u9752\t" in told.stdout
