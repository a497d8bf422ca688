from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.notices.weeks import this_week

LONDON = ZoneInfo("Europe/London")
HOURS = Hours(calendar=Calendar(zone=LONDON, close_of_business=time(17), country="GB"))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOUR = timedelta(hours=1)
BEGAN = {
    "on its day, before its hour": (0, "2026-07-06T08:59", "2026-W27", "2026-06-29T09:00"),
    "on its day": (0, "2026-07-06T09:00", "2026-W28", "2026-07-06T09:00"),
    "at the end of the week": (0, "2026-07-12T23:00", "2026-W28", "2026-07-06T09:00"),
    "after a holiday": (0, "2026-05-25T12:00", "2026-W21", "2026-05-18T09:00"),
    "the day after a holiday": (0, "2026-05-26T09:00", "2026-W22", "2026-05-26T09:00"),
    "on a Saturday": (5, "2026-07-13T09:00", "2026-W28", "2026-07-13T09:00"),
    "a Saturday before Monday": (5, "2026-07-12T12:00", "2026-W27", "2026-07-06T09:00"),
    "a Friday that is free": (4, "2026-04-07T09:00", "2026-W14", "2026-04-06T09:00"),
    "the Friday after": (4, "2026-04-10T09:00", "2026-W15", "2026-04-10T09:00"),
}


@pytest.mark.parametrize(("weekday", "now", "name", "began"), BEGAN.values(), ids=BEGAN.keys())
def test_a_week_begins_on_the_first_working_day_from_a_weekday_on(weekday, now, name, began):
    moment, begins_at = (datetime.fromisoformat(at).replace(tzinfo=LONDON) for at in (now, began))

    assert this_week(HOURS, weekday, moment) == (name, begins_at)


@pytest.mark.parametrize("weekday", range(7), ids=DAYS)
def test_every_week_of_a_year_begins_once_whatever_its_day(weekday):
    began = {}
    now = datetime(2026, 1, 12, tzinfo=UTC)
    while now < datetime(2027, 1, 11, tzinfo=UTC):
        name, begins_at = this_week(HOURS, weekday, now)
        assert began.setdefault(name, begins_at) == begins_at
        now += HOUR

    assert len(began) in {52, 53}
    assert len(set(began.values())) == len(began)
