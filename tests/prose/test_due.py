from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines.deadline import Ask
from worker.deadlines.standing import Standing, State
from worker.prose.due import OUTCOMES, due, moment, outcome

DUE = datetime(2023, 7, 6, 17, tzinfo=ZoneInfo("America/New_York"))


def standing(state, kind=Ask.REQUEST, answered_at=None):
    return Standing(
        id="d", entry="e", kind=kind, due_at=DUE, phrase="by close of\nbusiness", state=state, answered_at=answered_at
    )


def test_a_deadline_is_told_in_a_line_with_its_own_words():
    told = due(standing(State.LATE, answered_at=DUE + timedelta(hours=18)))

    assert told == "asks for an answer by close of business (due July 6, 2023, 17:00 EDT): answered a day late"


def test_an_extended_deadline_is_told_as_one():
    told = due(replace(standing(State.OPEN), extended=True))

    assert told.endswith("(due July 6, 2023, 17:00 EDT, extended): not answered yet")


@pytest.mark.parametrize(
    ("answered_at", "told"),
    [
        (datetime(2023, 7, 6, 21, 0, 1, tzinfo=UTC), "later the same day"),
        (datetime(2023, 7, 7, 3, 59, tzinfo=UTC), "later the same day"),
        (datetime(2023, 7, 7, 4, 0, tzinfo=UTC), "a day late"),
        (datetime(2023, 7, 15, 21, 0, tzinfo=UTC), "9 days late"),
    ],
)
def test_how_late_an_answer_is_goes_by_the_calendar_of_the_deadline(answered_at, told):
    assert outcome(standing(State.LATE, answered_at=answered_at)) == f"answered {told}"
    assert outcome(standing(State.LATE, Ask.PROMISE, answered_at)) == f"kept {told}"


@pytest.mark.parametrize("kind", Ask)
def test_each_standing_has_words_of_its_own(kind):
    told = [OUTCOMES[kind][state] for state in State]

    assert len(set(told)) == len(State)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        (ZoneInfo("Europe/London"), "July 6, 2023, 17:00 BST"),
        (ZoneInfo("America/Sao_Paulo"), "July 6, 2023, 17:00 UTC-03"),
        (timezone(timedelta(hours=5, minutes=30)), "July 6, 2023, 17:00 UTC+05:30"),
        (UTC, "July 6, 2023, 17:00 UTC"),
    ],
    ids=str,
)
def test_a_moment_names_its_zone(zone, told):
    assert moment(DUE.replace(tzinfo=zone)) == told
