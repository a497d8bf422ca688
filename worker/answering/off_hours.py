"""That a deadline falls when nobody works, told to who sets it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.notices.moments import WEEKDAYS

if TYPE_CHECKING:
    from datetime import datetime

    from worker.deadlines.hours import Hours

SATURDAY: Final = 5


def off_hours(due_at: datetime, hours: Hours) -> str:
    """Say that a moment is on a weekend, on a holiday or out of hours; "" where it is none of these."""
    local = hours.local(due_at)
    if local.weekday() >= SATURDAY:
        return f"That is a {WEEKDAYS[local.weekday()]}."
    if not hours.calendar.working_day(local.date()):
        return "That is a public holiday."
    if not hours.opens <= local.time() <= max(hours.closes, hours.calendar.close_of_business):
        return f"That is outside your hours, {hours.opens:%H:%M}-{hours.closes:%H:%M}."
    return ""
