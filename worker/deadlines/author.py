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
    """When and where a letter was written; ``zone`` is the newsroom's for ours, else the offset of its Date.

    The newsroom's is where business closes. Who writes "3 p.m." means the ``clock`` on the own wall.
    """

    sent_at: datetime
    zone: tzinfo
    clock: tzinfo
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
    return Author(
        sent_at=sent_at,
        zone=zone,
        clock=_clock(sent_at, calendar) if ours else zone,
        calendar=calendar,
        month_first=month_first,
        home=home,
    )


def _clock(sent_at: datetime, calendar: Calendar) -> tzinfo:
    """Give the clock one of ours reads: the newsroom's, unless the offset of the Date tells another."""
    offset = sent_at.utcoffset()
    # Machines write +0000, and -0000 tells no zone at all (RFC 5322 3.3). The newsroom's own zone knows of summer time.
    if not offset or offset == sent_at.astimezone(calendar.zone).utcoffset():
        return calendar.zone
    return sent_at.tzinfo or calendar.zone
