from __future__ import annotations

import json

import pytest

from tests.cli.test_deadlines import asked, dated, table  # noqa: F401 - fixtures

MILL = 1  # the row of the mill's deadline


def id_of(desk, row=MILL):
    return table(desk)[1 + row][0]


def states(desk):
    ledger = json.loads(desk.run("export").stdout)
    return {d["id"]: d["state"] for r in ledger["records"] for d in r["deadlines"]}


def test_an_extended_deadline_is_due_later_and_undo_takes_it_back(dated):  # noqa: F811
    deadline = id_of(dated)

    told = dated.run("extend", deadline, "September", "8,", "3pm", "--why", "they asked for two days")

    assert told.stdout == (f"{deadline} is due on September 8, 2023, 15:00 WEST; `onrecord undo` takes it back\n")
    assert table(dated)[1 + MILL][:2] == [deadline, "2023-09-08 15:00"]
    assert "extend" in dated.run("log").stdout
    dated.run("undo")
    assert table(dated)[1 + MILL][:2] == [deadline, "2023-09-06 17:00"]


def test_an_answered_deadline_is_waited_for_no_more(dated):  # noqa: F811
    deadline = id_of(dated)

    assert dated.run("answered", deadline, "--why", "by telephone").exit_code == 0

    assert deadline not in [row[0] for row in table(dated)]
    assert states(dated)[deadline] == "met"


def test_a_dismissed_deadline_is_cancelled(dated):  # noqa: F811
    deadline = id_of(dated)

    dated.run("dismiss", deadline)

    assert states(dated)[deadline] == "cancelled"


def test_a_snoozed_deadline_stays_due_when_it_is(dated):  # noqa: F811
    deadline = id_of(dated)

    told = dated.run("snooze", deadline, "3", "days")

    assert told.stdout.startswith(f"nobody is reminded of {deadline} before September 4, 2023, 00:00 WEST")
    assert table(dated)[1 + MILL][:2] == [deadline, "2023-09-06 17:00"]
    assert table(dated)[1 + MILL][6] == "open, snoozed until 2023-09-04 00:00"


@pytest.mark.parametrize(
    ("words", "due"),
    {"a length": (("3", "days"), "2023-09-09 17:00"), "a weekday": (("Tuesday",), "2023-09-12 17:00")}.values(),
)
def test_an_extension_counts_from_the_deadline_and_is_told(dated, words, due):  # noqa: F811
    deadline = id_of(dated)

    dated.run("extend", deadline, *words)

    assert table(dated)[1 + MILL][1] == due
    assert table(dated)[1 + MILL][6] == "open, extended"
    assert ", 2023, 17:00 WEST, extended): not answered yet\n" in dated.run("show", "mill").stdout


def test_an_extension_of_what_is_long_overdue_ends_in_time_to_come(dated):  # noqa: F811
    told = dated.run("extend", id_of(dated, 0), "3", "days")

    assert told.exit_code == 2
    assert "'3 days' is July 23, 2023, 17:00 WEST, which is past: name a time to come" in told.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    {
        "a day that is past": (("extend", "ID", "2023-08-01"), "which is past: name a time to come"),
        "no day at all": (("extend", "ID", "when", "pigs", "fly"), "is no time that is understood: write a day like"),
        "a snooze into the past": (("snooze", "ID", "2023-08-30"), "which is past"),
        "an id that names nothing": (("answered", "0000000000"), "no deadline '0000000000'; `onrecord deadlines`"),
        "a day before it is due": (
            ("extend", "ID", "September", "5"),
            "is due September 6, 2023, 17:00 WEST, and 'September 5' is September 5, 2023, 17:00 WEST: name a later time",
        ),
    }.values(),
    ids=str,
)
def test_what_can_not_be_done_is_said_in_one_line(dated, command, says):  # noqa: F811
    told = dated.run(*(id_of(dated) if word == "ID" else word for word in command))

    assert told.exit_code == 2
    assert says in told.stderr
    assert told.stderr.count("\n") == 1


def test_an_id_that_is_nearly_right_is_asked_for(dated):  # noqa: F811
    deadline = id_of(dated)
    near = deadline[:-1] + ("0" if deadline[-1] != "0" else "1")

    assert (
        f"no deadline {near!r}, did you mean {deadline}? `onrecord deadlines` lists them\n"
        in dated.run("answered", near).stderr
    )
