"""The moment a person means who says "Friday", "to July 10, 5pm" or "3 working days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from worker.deadlines.calendar import Calendar


def when(words: str, *, said_at: datetime, calendar: Calendar) -> datetime | None:
    """Compute the moment, past or to come; None where the words are not understood as one."""
    raise NotImplementedError(words, said_at, calendar)
