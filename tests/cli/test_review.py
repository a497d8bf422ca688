from __future__ import annotations

import json
import os
import stat

import pytest

from tests.cli.conftest import CONFIG, Desk

ANN, PRESS = "Ann Roe <ann@gazette.example>", "Jón Jónsson <press@harbour.example>"
LETTERS = (
    ("one", ANN, PRESS, "Thu, 06 Jul 2023 17:00:00 +0100", "Is it so? Ask Jane Doe, +44 20 7946 0123.\n\n1. Who?\na) by name\n2. When?\n", ""),
    ("two", PRESS, ANN, "Wed, 12 Jul 2023 09:00:00 +0000", "It is so. Write to jane@harbour.example.\n", "one"),
    ("three", ANN, PRESS, "Thu, 13 Jul 2023 09:00:00 +0100", "Thank you. And since when?\n", "two"),
)  # fmt: skip


@pytest.fixture(scope="session")
def waited(tmp_path_factory):
    desk = Desk(folder=tmp_path_factory.mktemp("waited"))
    (desk.folder / "onrecord.toml").write_text(CONFIG, encoding="utf-8")
    desk.run("open", "Harbour Alliance", "--acronym", "HA", "--domain", "harbour.example")
    for name, sender, to, date, text, answers in LETTERS:
        fields = {"In_Reply_To": f"<{answers}@post.example>"} if answers else {}
        desk.deliver(name, sender, to, "Questions", text, date=date, **fields)
    desk.run("import", str(desk.folder / "mail"))
    return desk


@pytest.fixture
def waits(waited, tmp_path):
    for file in waited.folder.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return Desk(folder=tmp_path)


def states(desk):
    """How each entry stands in public, in order, by the words of `show`."""
    lines = desk.run("show", "harbour-alliance").stdout.splitlines()
    return [line.partition("(")[2].partition(")")[0] for line in lines if line.startswith("[")]


def ids(desk):
    ledger = json.loads(desk.run("export").stdout)
    return [entry["id"] for record in ledger["records"] for entry in record["entries"]]


def test_an_entry_is_shown_as_it_would_stand_in_public_and_beside_it_what_was_covered(waits):
    told = waits.run("review", keys="q\n").stdout

    public, beside = told.split("\nredacted: ", 1)
    assert "1 of 3  harbour-alliance  [" in public
    assert "Email sent to Jón Jónsson at Harbour Alliance (HA). The email said:" in public
    assert "Is it so? Ask Jane Doe, [telephone number redacted]." in public
    assert "\n  1. Who?\n\n    a) by name\n\n  2. When?\n" in public
    assert beside.startswith("'+44 20 7946 0123' (phones: no telephone number is public)")
    assert "sender: Ann Roe (ann@gazette.example): " in beside
    assert "brought in: by import by ann@gazette.example" in beside


def test_each_entry_gets_the_key_that_was_pressed_for_it(waits):
    told = waits.run("review", keys="r\nw\ns\n").stdout

    assert states(waits) == ["published", "withheld", "pending"]
    assert told.endswith("1 released, 1 withheld, 1 still waiting\n")


def test_back_goes_to_the_entry_before_and_lets_it_be_decided_anew(waits):
    waits.run("review", keys="r\nb\nw\nq\n")

    assert states(waits) == ["withheld", "pending", "pending"]


def test_what_was_decided_waits_no_more(waits):
    waits.run("review", keys="r\nq\n")

    assert "1 of 2" in waits.run("review", keys="q\n").stdout
    waits.run("review", keys="r\nr\n")
    assert waits.run("review").stderr == "Nothing waits to be reviewed.\n"


def test_covered_words_are_shown_covered_before_the_release(waits):
    told = waits.run("review", keys="a\nJane Doe\nq\n").stdout

    assert "Ask [redacted], [telephone number redacted]." in told
    assert "redacted: 'Jane Doe' (span" in told


def test_words_that_do_not_stand_there_cover_nothing(waits):
    told = waits.run("review", keys="a\nJohn Doe\nq\n")

    assert "'John Doe' does not stand there" in told.stderr
    assert "redact" not in waits.run("log").stdout


def test_a_summary_from_an_editor_stands_instead_of_the_words(waits, monkeypatch):
    editor = waits.folder / "editor"
    editor.write_text('#!/bin/sh\necho "We asked who and when." > "$1"\n', encoding="utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setitem(os.environ, "VISUAL", str(editor))

    told = waits.run("review", keys="e\nr\nq\n").stdout

    assert "In an editor's summary:\n\n  We asked who and when.\n" in told
    assert states(waits)[0] == "published"


def test_an_unknown_key_decides_nothing_and_the_end_of_the_input_ends_it(waits):
    told = waits.run("review", keys="z\n").stdout

    assert "press one of" in told
    assert states(waits) == ["pending"] * 3


def test_only_one_record_can_be_gone_through(waits):
    assert (
        "no record 'harbor-alliance', did you mean harbour-alliance?" in waits.run("review", "harbor-alliance").stderr
    )
    waits.run("open", "Mill")
    assert waits.run("review", "mill").stderr == "Nothing waits to be reviewed.\n"


def test_an_entry_whose_sender_failed_is_told_of_and_not_released(waits):
    config = waits.folder / "onrecord.toml"
    config.write_text(f'{CONFIG}authserv_id = "mx.gazette.example"\n', encoding="utf-8")
    path = waits.deliver(
        "forged", PRESS, ANN, "Re: Questions", "It is not so.\n", date="Thu, 20 Jul 2023 09:00:00 +0000",
        In_Reply_To="<one@post.example>", Authentication_Results="mx.gazette.example; dmarc=fail header.from=harbour.example",
    )  # fmt: skip
    waits.run("import", str(path))
    (held,) = json.loads(waits.run("export").stdout)["held"]
    waits.run("file", held["id"], "harbour-alliance")

    told = waits.run("review", keys="s\ns\ns\nr\nq\n")

    assert "the sender FAILED authentication: this may be forged" in told.stdout
    assert "It can't be released: the sender failed authentication." in told.stdout
    assert states(waits) == ["pending"] * 4


def test_a_record_that_nobody_confirmed_comes_last_and_says_so(waits):
    path = waits.deliver("new", ANN, "press@abbey.example", "Questions", "And you?\n")
    waits.run("import", str(path))

    told = waits.run("review", keys="s\ns\ns\nq\n").stdout

    assert told.index("3 of 4  harbour-alliance") < told.index("4 of 4  abbey-example")
    assert (
        told.count("This record was opened by mail; nobody has confirmed it yet: `onrecord confirm abbey-example`") == 1
    )


def test_an_entry_that_left_a_record_under_embargo_tells_so(waits):
    waits.run("open", "Harbour Union")
    waits.run("embargo", "harbour-alliance", "2023-12-01")
    waits.run("move", ids(waits)[0], "harbour-union")

    assert "Under embargo until December 1, 2023" in waits.run("review", "harbour-union", keys="q\n").stdout


def test_an_automatic_reply_waits_for_nobody_and_is_neither_released_nor_summarised(waits):
    path = waits.deliver(
        "away", PRESS, ANN, "Automatic reply: Questions", "I am away.\n", date="Fri, 07 Jul 2023 09:00:00 +0000",
        In_Reply_To="<one@post.example>", Auto_Submitted="auto-replied",
    )  # fmt: skip
    waits.run("import", str(path))
    assert states(waits) == ["pending", "never public", "pending", "pending"]
    away = ids(waits)[1]

    says = {waits.run(*told).stderr for told in (("release", away), ("summarise", away, "She is away."))}

    assert says == {f"onrecord: the entry {away!r} can't be public: it is an automatic reply, which no person wrote\n"}
    assert "3 of 3" in waits.run("review", keys="s\ns\nq\n").stdout
    assert waits.run("release", "--record", "harbour-alliance", "--yes", "--unproved").stderr == ""
    assert waits.run("review").stderr == "Nothing waits to be reviewed.\n"


def test_who_releases_what_nobody_confirmed_is_told_how_it_is_confirmed_or_named(waits):
    waits.run("import", str(waits.deliver("new", ANN, "press@abbey.example", "Questions", "And you?\n")))
    (abbey,) = waits.run("show", "abbey-example").stdout.split("[")[1].split("]")[:1]

    told = waits.run("release", abbey).stderr

    assert told.startswith("onrecord: abbey-example was opened by mail; nobody has confirmed it yet: `onrecord confirm")
    assert told.count("\n") == 1
    assert waits.run("release", ids(waits)[-1]).stderr == ""


def test_what_another_editor_decided_meanwhile_is_told_with_who_and_what(waits, monkeypatch):
    one, *_ = ids(waits)
    pressed = iter("rrq")

    def key():
        if not any("withhold" in line for line in waits.run("log").stdout.splitlines()):
            waits.run("withhold", one, "--as", "mara")
        return next(pressed)

    monkeypatch.setattr("worker.cli.review.key", key)

    told = waits.run("review")

    assert (
        f"onrecord: mara has decided of {one} (withhold {one} on harbour-alliance) meanwhile: look at it again"
        in told.stderr
    )
    assert f"1 of 3  harbour-alliance  [{one}], withheld" in told.stdout
    assert states(waits)[0] == "published"


def test_words_are_covered_in_whatever_capitals_they_stand(waits):
    assert "cover which words, in whatever capitals they stand" in waits.run("review", keys="a\njane DOE\nq\n").stdout
