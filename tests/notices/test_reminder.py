from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.notices.told import (
    BERLIN,
    MARA,
    NEW_YORK,
    NEWSROOM,
    a_follow_up,
    a_record,
    an_entry,
    asked_and_acknowledged,
    standings,
    stood,
)  # fmt: skip
from worker.deadlines.standing import State
from worker.notices.plain import plain
from worker.notices.reminder import reminder

DUE = datetime(2023, 7, 6, 17, tzinfo=NEW_YORK)
RECORD = asked_and_acknowledged()
REQUEST, PROMISE = standings(RECORD, DUE - timedelta(days=1))


def reminded(standing, *, now=DUE + timedelta(hours=16), zone=NEW_YORK, step="after 1", record=RECORD):
    return reminder(
        standing, record, step=step, newsroom=NEWSROOM, zone=zone, now=now, domain="newsroom.example", sequence=1
    )


@pytest.mark.parametrize(
    ("standing", "now", "title"),
    [
        (REQUEST, DUE - timedelta(days=2), "Harbour Alliance: an answer is due Thursday, July 6, 17:00 EDT."),
        (REQUEST, DUE - timedelta(days=1), "Harbour Alliance: an answer is due tomorrow, Thursday, July 6, 17:00 EDT."),
        (REQUEST, DUE + timedelta(minutes=1), "Harbour Alliance is overdue: an answer was due today, Thursday, July 6, 17:00 EDT."),
        (PROMISE, DUE, "Harbour Alliance: a promised answer is due Tuesday, August 15, 17:00 EDT."),
        (PROMISE, DUE + timedelta(days=45), "Harbour Alliance broke its promise: an answer was due Tuesday, August 15, 17:00 EDT."),
        (stood(REQUEST, State.MET), DUE, "Harbour Alliance: answered in time (due today, Thursday, July 6, 17:00 EDT)."),
        (stood(REQUEST, State.LATE, answered_at=DUE + timedelta(days=1)), DUE + timedelta(days=2), "Harbour Alliance: answered a day late (due Thursday, July 6, 17:00 EDT)."),
        (a_follow_up(RECORD), DUE + timedelta(days=7), "Harbour Alliance has not answered the inquiry of July 3, 2023."),
    ],
)  # fmt: skip
def test_the_headline_says_who_what_and_by_when(standing, now, title):
    assert reminded(standing, now=now).title == title


def test_all_that_she_has_to_know_stands_in_it():
    notice = reminded(stood(REQUEST, State.MISSED), zone=BERLIN)

    assert notice.quote == "Please answer by close of business on July 6, 2023, so that we can print it."
    assert dict(notice.facts) == {
        "Due": "Thursday, July 6, 2023, 23:00 CEST (17:00 EDT in the newsroom)",
        "Overdue": "1 day",
        "Asked": "Monday, July 3, 2023, 15:00 CEST (09:00 EDT in the newsroom)",
        "Who": "Mara Lind (mara@newsroom.example) to Jo Reed (press@harbour.example)",
        "Letter": "Questions",
        "Reply": "only an acknowledgement, July 4, 2023, by Jo Reed",
        "Reminder": "1 working day after",
    }
    assert [command for command, _ in notice.commands] == [
        "done",
        "extend to Friday",
        "snooze 3 days",
        "not a deadline",
    ]


def test_without_an_acknowledgement_there_is_no_reply_yet():
    notice = reminded(REQUEST, record=a_record(RECORD.entries[0]))

    assert ("Reply", "none yet") in notice.facts


def test_an_acknowledgement_of_an_earlier_letter_is_none_of_this_one():
    asked_again = a_record(RECORD.entries[1], RECORD.entries[0])

    assert ("Reply", "none yet") in reminded(REQUEST, record=asked_again).facts


def test_a_promise_is_told_in_their_words():
    notice = reminded(PROMISE, now=DUE + timedelta(days=45))

    assert notice.quote == "We anticipate sharing our updated position by mid-August."
    assert ("Who", "Jo Reed (press@harbour.example) to Mara Lind (mara@newsroom.example)") in notice.facts
    assert "Reply" not in dict(notice.facts)


def test_an_extended_deadline_says_so():
    later = stood(REQUEST, State.OPEN, due_at=DUE + timedelta(days=1), extended=True)

    assert ("Due", "Friday, July 7, 2023, 17:00 EDT, extended") in reminded(later).facts


def test_a_follow_up_asks_to_ask_again_and_sets_nothing_in_a_calendar():
    notice = reminded(a_follow_up(RECORD), step="follow-up")

    assert notice.kind == "follow-up"
    assert notice.event is None
    assert notice.quote == "Who certified the pier?"
    assert [command for command, _ in notice.commands] == ["done", "snooze 3 days", "close"]
    assert "Due" not in dict(notice.facts)


def test_the_calendar_keeps_one_entry_of_a_deadline_whatever_becomes_of_it():
    waited, answered = reminded(REQUEST).event, reminded(stood(REQUEST, State.MET)).event

    assert waited.uid == answered.uid == f"{REQUEST.id}@newsroom.example"
    assert (waited.cancelled, answered.cancelled) == (False, True)
    assert (waited.due_at, waited.sequence) == (DUE, 1)
    assert waited.summary == "Harbour Alliance: answer due"
    assert waited.description == "Please answer by close of business on July 6, 2023, so that we can print it."


def test_a_letter_that_left_its_record_leaves_its_phrase():
    notice = reminded(REQUEST, record=a_record())

    assert notice.quote == REQUEST.phrase
    assert "Who" not in dict(notice.facts)


def test_the_quoted_history_is_never_told():
    entry = an_entry("Please answer by July 6, 2023.")
    body = replace(entry.message.body, quotation="> a source's name", full="Please answer.\n> a source's name")
    record = a_record(replace(entry, message=replace(entry.message, body=body)))
    [standing] = standings(record, DUE)

    assert "source" not in plain(reminded(standing, record=record))


def test_nobody_unnamed_is_told_of():
    assert MARA.name in plain(reminded(REQUEST))
    assert "None" not in plain(reminded(REQUEST))
