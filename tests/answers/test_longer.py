from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from worker.answers.longer import longer
from worker.deadlines.calendar import Calendar
from worker.deadlines.when import when

ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar(zone=ZONE, close_of_business=time(17), country="US")
NOW = datetime(2023, 7, 3, 10, tzinfo=ZONE)  # a Monday
THURSDAY_WEEK = datetime(2023, 7, 13, 17, tzinfo=ZONE)
LAST_WEDNESDAY = datetime(2023, 6, 28, 17, tzinfo=ZONE)

EXTENDED = {
    "a length counts from the deadline": ("3 working days", THURSDAY_WEEK, "07-18 17:00"),
    "a length counts from one that is over": ("one week", LAST_WEDNESDAY, "07-05 17:00"),
    "a weekday is later than the deadline": ("Friday", THURSDAY_WEEK, "07-14 17:00"),
    "a weekday at an hour": ("Tuesday 3pm", THURSDAY_WEEK, "07-18 15:00"),
    "a weekday of another language": ("vendredi", THURSDAY_WEEK, "07-14 17:00"),
    "a weekday after one that is over": ("Friday", LAST_WEDNESDAY, "07-07 17:00"),
    "a date is that day": ("July 7", THURSDAY_WEEK, "07-07 17:00"),
    "a weekday with its date is that day": ("Friday, July 7", THURSDAY_WEEK, "07-07 17:00"),
    "tomorrow is the day after today": ("tomorrow", THURSDAY_WEEK, "07-04 17:00"),
}


@pytest.mark.parametrize(("words", "due_at", "told"), EXTENDED.values(), ids=EXTENDED)
def test_what_an_extension_counts_from(words, due_at, told):
    means = when(words, said_at=NOW, calendar=CALENDAR)

    assert f"{longer(words, means=means, due_at=due_at, calendar=CALENDAR):%m-%d %H:%M}" == told
