from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from worker.cli.init import init


def run(*args):
    return CliRunner().invoke(init, list(args))


def test_the_annotated_configuration_is_written_into_a_folder_that_is_made_for_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run().exit_code == 0

    annotated = Path(__file__).parents[2] / "config/onrecord.toml"
    assert (tmp_path / "config/onrecord.toml").read_text(encoding="utf-8") == annotated.read_text(encoding="utf-8")


def test_a_configuration_that_is_there_stays_as_it_is(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("mine")

    told = run(str(path))

    assert "is there already" in str(told.exception)
    assert path.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()

    assert "can't be written" in str(run(str(tmp_path / "file" / "onrecord.toml")).exception)
