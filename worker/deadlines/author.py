"""Who wrote a letter, as far as reading its dates depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.deadlines.calendar import Calendar

_AMERICAN: Final = ("America/", "US/")
_AMERICAN_OFFSETS: Final = (timedelta(hours=-10), timedelta(hours=-4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """When and where a letter was written; ``zone`` is the newsroom's for ours, else the offset of its Date."""

    sent_at: datetime
    zone: tzinfo
    calendar: Calendar
    month_first: bool  # 07/06 is the sixth of July
    home: tzinfo | None = None  # where other letters tell that the author is, if this one does not

    @property
    def wrote_at(self) -> datetime:
        """The moment of writing, on the author's clock."""
        return self.sent_at.astimezone(self.home or self.zone)


def author(*, sent_at: datetime, calendar: Calendar, ours: bool, home: tzinfo | None = None) -> Author:
    """Tell where a letter's times are at home."""
    offset = sent_at.utcoffset() or timedelta()
    zone = calendar.zone if ours else sent_at.tzinfo or calendar.zone
    west, east = _AMERICAN_OFFSETS
    month_first = calendar.zone.key.startswith(_AMERICAN) if ours else west <= offset <= east
    return Author(sent_at=sent_at, zone=zone, calendar=calendar, month_first=month_first, home=home)
