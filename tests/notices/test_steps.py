from __future__ import annotations

from datetime import datetime, time

import pytest

from tests.notices.told import CALENDAR, NEW_YORK
from worker.deadlines.deadline import Ask
from worker.deadlines.hours import Hours
from worker.deadlines.reminders import Rules, schedule
from worker.notices.steps import why_now


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("before 2", "2 working days before"),
        ("before 0", "the morning of the day"),
        ("due", "the moment it was due"),
        ("after 1", "1 working day after"),
        ("after 11", "11 working days after"),
        ("snoozed 2023-07-10 09:00", "snoozed until July 10, 2023"),
        ("follow-up", "no answer came in the working days that you set"),
    ],
)
def test_a_step_is_told_in_words(step, told):
    assert why_now(step) == told


@pytest.mark.parametrize("kind", Ask)
def test_every_step_of_the_schedule_has_words(kind):
    hours = Hours(calendar=CALENDAR, opens=time(9), closes=time(18))
    due_at = datetime(2023, 7, 6, 17, tzinfo=NEW_YORK)
    snoozed_until = datetime(2023, 6, 20, 10, tzinfo=NEW_YORK)

    for reminder in schedule(kind, due_at, rules=Rules(), hours=hours, snoozed_until=snoozed_until):
        assert why_now(reminder.step) != reminder.step
