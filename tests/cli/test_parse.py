from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from worker.cli import parse as module
from worker.cli.program import onrecord
from worker.cli.session import Session
from worker.mail.octets.limits import LIMITS


def told(desk, *paths):
    return [json.loads(line) for line in desk.run("parse", *map(str, paths)).stdout.splitlines()]


def test_each_mail_gets_a_line_in_the_words_of_the_contract(conversation):
    lines = told(conversation, conversation.folder / "mail")

    one = next(line for line in lines if line["file"].endswith("one.eml"))
    assert len(lines) == 3
    assert one == {
        "file": str(conversation.folder / "mail/one.eml"),
        "error": None,
        "forwarded": None,
        "note": "",
        "forwarded_by": None,
        "direction": "inquiry",
        "kind": "message",
        "sender": {"name": "Ann Roe", "address": "ann@gazette.example"},
        "recipients": [{"name": "Jón Jónsson", "address": "press@harbour.example"}],
        "sent_at": "2023-07-06T17:00:00-04:00",
        "subject": "Working hours at sea",
        "message_id": "one@post.example",
        "references": [],
        "text": "Is it so?",
        "full_text": one["full_text"],
        "attachments": [],
        "authentic": "none",
        "deadlines": [],
    }


def test_a_letter_is_told_with_the_dates_it_sets(desk):
    ask, yes = (
        "Please reply by close of business on July 12, 2023.\n",
        "We will send you our answer by July 12, 2023.\n",
    )
    ours = desk.deliver("one", "ann@gazette.example", "x@mill.example", "Hours", ask)
    theirs = desk.deliver("two", "x@mill.example", "ann@gazette.example", "Hours", yes)

    lines = told(desk, ours, theirs)

    assert [d | {"phrase": d["phrase"] in line["text"]} for line in lines for d in line["deadlines"]] == [
        {"kind": "request", "due_at": "2023-07-12T17:00:00+01:00", "phrase": True},
        {"kind": "promise", "due_at": "2023-07-12T17:00:00-04:00", "phrase": True},
    ]


def test_a_mail_without_a_date_of_its_own_sets_none(desk):
    path = desk.deliver("one", "ann@gazette.example", "x@mill.example", "Hours", "Please reply by July 12, 2023.\n")
    path.write_bytes(b"".join(x for x in path.read_bytes().splitlines(keepends=True) if not x.startswith(b"Date:")))

    (line,) = told(desk, path)

    assert (line["sent_at"], line["deadlines"]) == (None, [])


def test_talk_among_ourselves_is_internal(desk):
    path = desk.deliver("one", "ann@gazette.example", "bob@gazette.example", "Lunch", "Noon?\n")

    assert [line["direction"] for line in told(desk, path)] == ["internal"]


def test_several_attached_messages_are_told_in_one_line(desk):
    inner = [desk.deliver(n, "x@mill.example", "ann@gazette.example", n, "Yes.\n").read_bytes() for n in ("one", "two")]
    parts = b"".join(b"--x\nContent-Type: message/rfc822\n\n" + octets + b"\n" for octets in inner)
    path = desk.folder / "both.eml"
    path.write_bytes(
        b"From: ann@gazette.example\nTo: desk@gazette.example\nSubject: both\nMIME-Version: 1.0\n"
        b"Date: Thu, 06 Jul 2023 17:00:00 -0400\nContent-Type: multipart/mixed; boundary=x\n\n" + parts + b"--x--\n"
    )

    (line,) = told(desk, path)

    assert (line["subject"], line["forwarded"]) == ("one", "attached")
    assert [m["subject"] for m in line["also"]] == ["two"]


def test_a_mail_that_can_not_be_read_gets_its_line_and_keeps_nothing_from_the_others(conversation):
    (conversation.folder / "mail/heavy.eml").write_bytes(b"X: y\n" * (LIMITS.header_lines + 1) + b"\nYes.\n")

    lines = told(conversation, conversation.folder / "mail")

    heavy = lines[0]
    assert len(lines) == 4
    assert heavy["error"]
    assert "\n" not in heavy["error"]
    assert set(heavy) == set(lines[1])
    assert [line["error"] for line in lines[1:]] == [None] * 3


def test_a_fault_of_ours_is_told_in_a_line(conversation, monkeypatch):
    def fault(*_args, **_kwargs):
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(module, "read", fault)

    lines = told(conversation, conversation.folder / "mail/one.eml")

    assert [line["error"] for line in lines] == ["not readable: RuntimeError: two lines"]


def test_a_file_beyond_all_limits_is_not_read(desk):
    path = desk.folder / "huge.eml"
    with path.open("wb") as file:
        file.truncate(LIMITS.octets + 1)

    (line,) = told(desk, path)

    assert "larger than" in line["error"]


@pytest.mark.parametrize("text", ["caf\u00e9", "\u65e5\u672c"])
def test_a_line_is_ascii(desk, text):
    path = desk.deliver("one", "ann@gazette.example", "x@mill.example", text, f"{text}\n")

    out = desk.run("parse", str(path)).stdout

    assert out.isascii()
    assert json.loads(out)["subject"] == text


def test_without_a_configuration_the_defaults_are_taken_and_said(conversation, monkeypatch):
    monkeypatch.chdir(conversation.folder / "mail")
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)

    run = CliRunner().invoke(onrecord, ["parse", "one.eml"], obj=Session(clock=lambda: None))

    assert "no configuration" in run.stderr
    assert json.loads(run.stdout)["direction"] == "reply"
