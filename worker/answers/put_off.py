"""Until when nobody is to be reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from worker.answers.week import beginning
from worker.deadlines.when import when

if TYPE_CHECKING:
    from datetime import datetime

    from worker.deadlines.calendar import Calendar


def put_off(words: str, *, said_at: datetime, calendar: Calendar) -> datetime | None:
    """Compute the moment, None where the words are not understood.

    Who is to be left alone until a day is told in its morning, not when business closes; "today" ends with business,
    and "next week" begins on its Monday.
    """
    until = when(words, said_at=said_at, calendar=replace(calendar, close_of_business=time(0)))
    if until and until <= said_at:
        return when(words, said_at=said_at, calendar=calendar)
    begins = beginning(words, until=until, calendar=calendar) if until else None
    return begins if begins and begins > said_at else until
