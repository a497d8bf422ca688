from __future__ import annotations

import hashlib
import io
import json
import sys
import tracemalloc
from zipfile import ZipFile

import pytest

from tests.cli.test_review import ANN, PRESS, ids, waited, waits  # noqa: F401 - fixtures
from worker.cli.bundling.box import Box

RECORD = "harbour-alliance"


@pytest.fixture
def file(waits):  # noqa: F811
    return waits.folder / "bundle.zip"


@pytest.fixture(autouse=True)
def _without_weasyprint(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)


def packed(desk, file):
    told = desk.run("bundle", RECORD, "--force", "--out", str(file))
    assert told.exit_code == 0, told.stderr
    return told, ZipFile(file)


def test_each_mail_stands_in_it_as_it_came_under_its_sha256(waits, file):  # noqa: F811
    _, bundle = packed(waits, file)

    mails = {name: bundle.read(name) for name in bundle.namelist() if name.startswith("mails/")}
    ledger = json.loads(bundle.read("ledger.json"))["records"][0]
    assert set(mails) == {f"mails/{s['sha256']}.eml" for e in ledger["entries"] for s in e["sources"]}
    assert all(hashlib.sha256(octets).hexdigest() in name for name, octets in mails.items())
    assert len(mails) == 3


def test_the_manifest_tells_the_sha256_of_every_file(waits, file):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")
    told, bundle = packed(waits, file)

    listed = {f["path"]: f["sha256"] for f in json.loads(bundle.read("manifest.json"))["files"]}
    lines = [line for line in bundle.read("MANIFEST.txt").decode().splitlines() if not line.startswith("#")]
    read = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    assert set(listed) == set(bundle.namelist()) - {"manifest.json", "MANIFEST.txt"}
    assert set(read) == set(bundle.namelist()) - {"MANIFEST.txt"}
    assert all(hashlib.sha256(bundle.read(path)).hexdigest() == digest for path, digest in {**listed, **read}.items())
    assert hashlib.sha256(file.read_bytes()).hexdigest() in told.stdout


def test_the_manifest_tells_who_brought_each_mail_and_what_our_server_found(waits, file):  # noqa: F811
    path = waits.deliver(
        "proved", PRESS, ANN, "Re: Questions", "Indeed.\n", date="Thu, 20 Jul 2023 09:00:00 +0000",
        In_Reply_To="<one@post.example>", Authentication_Results="mx.gazette.example; dkim=pass header.d=harbour.example",
    )  # fmt: skip
    with (waits.folder / "onrecord.toml").open("a", encoding="utf-8") as config:
        config.write('authserv_id = "mx.gazette.example"\n')
    waits.run("import", str(path))

    _, bundle = packed(waits, file)

    *_, last = json.loads(bundle.read("manifest.json"))["mails"]
    (found,) = last["authentication_results"]
    assert (found["server"], found["ours"], last["verdict"]) == ("mx.gazette.example", True, ["pass"])
    assert "dkim=pass header.d=harbour.example" in found["text"]
    assert last["entries"][0] | {"id": ""} == {"id": "", "how": "import", "by": "", "verdict": "pass"}
    assert last["archived_at"] == "2023-09-01T12:00:00+00:00"


def test_attached_files_stand_in_it_by_the_sha256_that_the_ledger_tells(waits, file):  # noqa: F811
    path = waits.folder / "attached.eml"
    path.write_bytes(
        b"From: press@harbour.example\nTo: ann@gazette.example\nSubject: Re: Questions\nMessage-ID: <a@post.example>\n"
        b"Date: Thu, 20 Jul 2023 09:00:00 +0000\nIn-Reply-To: <one@post.example>\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nAttached.\n"
        b'--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename="../hours.csv"\n\na,b\r\nc,d\n--b--\n'
    )
    waits.run("import", str(path))

    _, bundle = packed(waits, file)

    (name,) = [n for n in bundle.namelist() if n.startswith("attachments/")]
    (told,) = [f for e in json.loads(bundle.read("ledger.json"))["records"][0]["entries"] for f in e["attachments"]]
    assert name.endswith("/hours.csv")
    assert ".." not in name
    assert hashlib.sha256(bundle.read(name)).hexdigest() == told["sha256"]


def test_the_page_stands_in_it_as_the_public_reads_it_and_the_decisions_with_their_reasons(waits, file):  # noqa: F811
    one, two, _ = ids(waits)
    waits.run("release", one, "--why", "checked with legal")
    waits.run("withhold", two)
    waits.run("undo")
    waits.run("open", "Mill")

    _, bundle = packed(waits, file)

    page = bundle.read(f"page/{RECORD}/index.html").decode()
    assert "Is it so?" in page
    assert "Write to" not in page
    journal = json.loads(bundle.read("journal.json"))
    assert [line["what"] for line in journal] == ["open", "release", "withhold", "undo"]
    assert journal[1]["why"] == "checked with legal"


def test_the_same_ledger_makes_the_same_octets(waits, file):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")
    packed(waits, file)[1].close()
    first = file.read_bytes()

    packed(waits, file)[1].close()

    assert file.read_bytes() == first


def test_what_is_missing_is_said(waits, file):  # noqa: F811
    told, bundle = packed(waits, file)
    assert told.stderr == "onrecord: left out: the page: nothing of this record is public\n"
    waits.run("release", "--record", RECORD, "--yes")

    told, bundle = packed(waits, file)

    assert "left out: the page as PDF: WeasyPrint is not installed" in told.stderr
    assert "# Missing: the page as PDF" in bundle.read("MANIFEST.txt").decode()


def test_a_bundle_that_can_not_be_written_leaves_nothing_behind(waits, file, monkeypatch):  # noqa: F811
    monkeypatch.setattr(Box, "put", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device", "disk")))
    told = waits.run("bundle", RECORD, "--out", str(file))

    assert (told.exit_code, told.stderr) == (2, "onrecord: disk: No space left on device\n")
    assert {path.name for path in waits.folder.iterdir() if "ledger" not in path.name} == {"onrecord.toml"}


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("bundle", "harbour-aliance"), "did you mean harbour-alliance?"),
        (("bundle", RECORD, "--out", "/nowhere/at/all.zip"), "/nowhere/at is no folder"),
    ],
)
def test_what_can_not_be_packed_is_said_in_one_line(waits, command, says):  # noqa: F811
    told = waits.run(*command)

    assert told.exit_code == 2
    assert says in told.stderr


def test_a_file_is_packed_a_piece_at_a_time():
    piece = bytes(1 << 20)
    tracemalloc.start()
    with Box(io.BytesIO()) as box:
        told = box.put("large", (piece for _ in range(60)), "zeros")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (told.size, told.sha256) == (60 << 20, hashlib.sha256(piece * 60).hexdigest())
    assert most < 10 << 20


def test_what_left_an_embargo_by_being_moved_stands_on_no_page_of_a_bundle(waits):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes")
    waits.run("embargo", RECORD, "2023-09-10")
    waits.run("open", "Mill")
    moved = waits.run("move", ids(waits)[0], "mill")
    assert moved.exit_code == 0, moved.stderr

    told = waits.run("bundle", "mill", "--out", str(waits.folder / "mill.zip"))

    assert "left out: the page: nothing of this record is public" in told.stderr


def test_a_file_that_is_there_is_written_over_only_where_that_is_meant(waits, file):  # noqa: F811
    file.write_text("theirs", encoding="utf-8")

    told = waits.run("bundle", RECORD, "--out", str(file))

    assert (told.exit_code, "--force writes over it" in told.stderr) == (2, True)
    assert file.read_text("utf-8") == "theirs"
    assert waits.run("bundle", RECORD, "--out", str(file), "--force").exit_code == 0
