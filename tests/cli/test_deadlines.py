from __future__ import annotations

import csv
import io
import json
import shutil
import sys

import pytest

from tests.cli.conftest import CONFIG, Desk
from tests.cli.test_table import Terminal
from worker.cli.deadlines import COLOURS, KEPT, WORDS, coloured
from worker.cli.table import show
from worker.deadlines.standing import State

ANN, BEA = "Ann Roe <ann@gazette.example>", "Bea Poe <bea@gazette.example>"
PIER, MILL = "Jón Jónsson <press@harbour.example>", "press@mill.example"
LETTERS = (
    ("one", ANN, PIER, "Mon, 03 Jul 2023 09:00:00 +0100", "Who owns it? Please reply by July 7, 2023.", ""),
    ("two", PIER, ANN, "Sat, 08 Jul 2023 09:00:00 +0000", "The harbour does, and it always did.", "one"),
    ("three", ANN, PIER, "Mon, 10 Jul 2023 09:00:00 +0100", "Since when? Please reply by July 14, 2023.", "two"),
    ("four", PIER, ANN, "Tue, 11 Jul 2023 09:00:00 +0000", "Since 1900. We will send you the deed by July 20, 2023.", "three"),
    ("five", ANN, MILL, "Wed, 30 Aug 2023 09:00:00 +0100", "Who works there? Please reply by September 8, 2023.", ""),
    ("six", BEA, MILL, "Thu, 31 Aug 2023 09:00:00 +0100", "And at night? Please reply by September 6, 2023.", "five"),
)  # fmt: skip


@pytest.fixture(scope="session")
def asked(tmp_path_factory):
    """Two records with dates: one whose organisation answered late and broke its promise, one that was asked again."""
    desk = Desk(folder=tmp_path_factory.mktemp("asked"))
    (desk.folder / "onrecord.toml").write_text(CONFIG, encoding="utf-8")
    desk.run("open", "Harbour Alliance", "--domain", "harbour.example")
    desk.run("open", "Mill", "--domain", "mill.example")
    for name, sender, to, date, text, answers in LETTERS:
        fields = {"In_Reply_To": f"<{answers}@post.example>"} if answers else {}
        desk.deliver(name, sender, to, "Questions", f"{text}\n", date=date, **fields)
    desk.run("import", str(desk.folder / "mail"))
    return desk


@pytest.fixture
def dated(asked, tmp_path):
    shutil.copytree(asked.folder, tmp_path, dirs_exist_ok=True)
    return Desk(folder=tmp_path)


def table(desk, *options):
    return [line.split("\t") for line in desk.run("deadlines", *options).stdout.splitlines()]


def test_what_is_waited_for_is_listed_by_when_it_is_due(asked):
    columns, *rows = table(asked)

    assert columns == ["id", "due", "who", "record", "asked", "phrase", "standing"]
    assert [[*row[1:5], row[6]] for row in rows] == [
        ["2023-07-20 18:00", "Jón Jónsson", "harbour-alliance", "2023-07-11 10:00", "broken"],
        ["2023-09-06 17:00", "press@mill.example", "mill", "2023-08-31 09:00", "open"],
    ]


def test_all_of_them_are_listed_where_it_is_asked_for(asked):
    _, *rows = table(asked, "--all")

    assert [(row[1][:10], row[6]) for row in rows] == [
        ("2023-07-07", "late"),
        ("2023-07-14", "met"),
        ("2023-07-20", "broken"),
        ("2023-09-06", "open"),
        ("2023-09-08", "superseded"),
    ]


def test_a_closed_record_waits_for_nobody(dated):
    dated.run("close", "mill")

    assert [row[3] for row in table(dated)[1:]] == ["harbour-alliance"]
    assert len(table(dated, "--all")) == 1 + 5


def test_where_nothing_is_due_it_says_so(filed):
    assert filed.run("deadlines").stderr == "Nothing is due.\n"
    assert filed.run("deadlines", "--all").stderr == "No letter sets a date.\n"


def test_the_export_tells_them_in_the_words_of_the_contract(asked):
    pier, mill = json.loads(asked.run("export").stdout)["records"]
    first, *_ = pier["deadlines"]

    assert set(first) == {"id", "entry", "kind", "due_at", "phrase", "state", "answered_by"}
    assert (first["entry"], first["answered_by"]) == (pier["entries"][0]["id"], pier["entries"][1]["id"])
    assert first["phrase"] in pier["entries"][0]["text"]
    assert [(d["kind"], d["due_at"], d["state"]) for d in pier["deadlines"]] == [
        ("request", "2023-07-07T17:00:00+01:00", "late"),
        ("request", "2023-07-14T17:00:00+01:00", "met"),
        ("promise", "2023-07-20T17:00:00+00:00", "missed"),
    ]
    assert [(d["state"], d["answered_by"]) for d in mill["deadlines"]] == [("superseded", None), ("open", None)]


def test_the_table_tells_them_with_the_letter_that_sets_them(asked):
    rows = csv.DictReader(io.StringIO(asked.run("export", "--format", "csv").stdout, newline=""))

    assert [(row["due_at"], row["state"]) for row in rows if row["record"] == "harbour-alliance"] == [
        ("2023-07-07T17:00:00+01:00", "late"),
        ("", ""),
        ("2023-07-14T17:00:00+01:00", "met"),
        ("2023-07-20T17:00:00+00:00", "missed"),
    ]


def test_the_record_tells_them_below_the_letter(asked):
    told = asked.run("show", "harbour-alliance").stdout

    assert "July 7, 2023, 17:00 WEST): answered a day late\n" in told
    assert "July 20, 2023, 17:00 UTC): broken\n" in told


def test_every_standing_that_is_more_than_open_has_a_colour():
    words = {WORDS.get(state, state.value) for state in State} | set(KEPT.values())

    assert words - set(COLOURS) == {"open", "promised"}


@pytest.mark.parametrize("standing", ["overdue", "overdue, extended", "overdue, snoozed until 2023-09-04 00:00"])
def test_on_a_terminal_what_is_overdue_stands_out(monkeypatch, standing):
    monkeypatch.setattr(sys, "stdout", out := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    show(("standing",), [(standing,)], coloured([(standing,)]))

    assert f"\x1b[1;31m{standing}" in out.getvalue()
