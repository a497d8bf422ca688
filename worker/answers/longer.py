"""Until when a deadline is extended: a length of time and a weekday count from the deadline itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.answers.length import is_length, is_weekday
from worker.deadlines.when import when

if TYPE_CHECKING:
    from datetime import datetime

    from worker.deadlines.calendar import Calendar


def longer(words: str, *, means: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """Give when a deadline is due that is extended by these words, which mean a moment to who says them now.

    "3 days" are three more days. "Friday" is the first one that is later than the deadline.
    """
    if is_length(words) or (means <= due_at and is_weekday(words)):
        return when(words, said_at=due_at.astimezone(calendar.zone), calendar=calendar) or means
    return means
