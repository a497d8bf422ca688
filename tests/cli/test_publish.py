from __future__ import annotations

from tests.cli.conftest import CONFIG
from tests.cli.test_review import ids, waited, waits  # noqa: F401 - fixtures

RECORD = "harbour-alliance"


def everything(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_is_public_before_it_is_released(waits):  # noqa: F811
    waits.run("publish")

    site = waits.folder / "public"
    assert not (site / RECORD).exists()
    assert b"arbour" not in everything(site)


def test_what_is_released_stands_in_the_folder_and_a_second_run_writes_nothing(waits):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")

    told = waits.run("publish").stdout

    assert "; 1 record rendered in " in told
    assert b"Is it so?" in everything(waits.folder / "public")
    assert "0 files written, 0 removed; 0 records rendered" in waits.run("publish").stdout


def test_what_is_withheld_is_gone_from_every_file(waits):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")
    waits.run("publish")
    assert b"since when" in everything(waits.folder / "public")

    waits.run("withhold", ids(waits)[2])
    waits.run("publish")

    assert b"since when" not in everything(waits.folder / "public")


def test_a_folder_is_named_by_the_option_or_the_configuration(waits, tmp_path):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")

    assert waits.run("publish", "--out", str(tmp_path / "here")).stdout.startswith(f"{tmp_path / 'here'}: ")
    (waits.folder / "onrecord.toml").write_text(f'{CONFIG}[pages]\nout = "site"\n', encoding="utf-8")
    waits.run("publish")

    for folder in ("here", "site"):
        assert (tmp_path / folder / RECORD / "index.html").exists()
    assert not (tmp_path / "public").exists()


def test_what_can_not_be_rendered_is_told(waits, monkeypatch):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")
    monkeypatch.setattr("worker.publishing.rendering.head", lambda page: page.nothing)

    told = waits.run("publish")

    assert told.exit_code == 1
    assert told.stderr.splitlines()[-1].startswith(f"onrecord: {RECORD}: can't be rendered")
    assert "0 records rendered" in told.stdout
    assert f"pages\tnot well\tcan't be rendered: {RECORD}" in waits.run("status").stdout
    monkeypatch.undo()
    waits.run("publish")
    assert "pages\twell\tnone failed" in waits.run("status").stdout


def test_who_publishes_nothing_is_led_to_the_review_and_told_what_embargoes_keep_back(waits):  # noqa: F811
    led = "onrecord: no record is public, for nothing is released: `onrecord review` goes through what waits"
    assert led in waits.run("publish").stderr.splitlines()
    waits.run("release", ids(waits)[0])
    assert waits.run("publish").stderr == ""

    waits.run("assign", RECORD, "Hours at sea")
    waits.run("embargo", "--investigation", "Hours at sea", "2023-12-01")
    assert f"onrecord: embargoes keep 1 record back: {RECORD}" in waits.run("publish").stderr.splitlines()
    waits.run("embargo", "--investigation", "Hours at sea", "--lift")
    waits.run("embargo", RECORD, "2023-12-01")
    assert f"onrecord: embargoes keep 1 record back: {RECORD}" in waits.run("publish").stderr.splitlines()


def test_as_many_files_are_told_as_stand_there(waits):  # noqa: F811
    waits.run("release", ids(waits)[0])

    told = waits.run("publish").stdout

    there = sum(path.is_file() for path in (waits.folder / "public").rglob("*"))
    assert f": {there} files written, 0 removed;" in told
