"""The weeks of a person's digest: each begins on their first working day from a weekday on, in the morning."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from worker.deadlines.hours import Hours

WEEK: Final = timedelta(days=7)


def this_week(hours: Hours, weekday: int, now: datetime) -> tuple[str, datetime]:
    """Name the week that began last, and give when: after a weekday that is free it may begin in the next one."""
    day = hours.local(now).date()
    while (begins_at := week_begins(hours, weekday, day)) > now:
        day -= WEEK
    return f"{day:%G-W%V}", begins_at


def week_begins(hours: Hours, weekday: int, day: date) -> datetime:
    """Give when the week of a day begins for a person."""
    from_here = day + timedelta(days=weekday - day.weekday())
    return hours.next_open(datetime.combine(from_here, time.min, hours.calendar.zone))
