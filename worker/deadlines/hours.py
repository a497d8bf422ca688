"""When a person may be reminded: the working hours of where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from worker.errors import Refused

if TYPE_CHECKING:
    from worker.deadlines.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of working days, on the clocks of the calendar's zone; the last minute is the one before it closes."""

    calendar: Calendar
    opens: time = time(9)
    closes: time = time(18)

    def __post_init__(self) -> None:
        """Refuse hours that never come."""
        if self.opens >= self.closes:
            raise Refused(
                f"hours must open before they close on the same day, not {self.opens:%H:%M}-{self.closes:%H:%M}"
            )

    def open(self, at: datetime) -> bool:
        """Tell whether a moment is within hours."""
        local = self.local(at)
        return self.opens <= local.time() < self.closes and self.calendar.working_day(local.date())

    def opening(self, day: date) -> datetime:
        """Give the moment a working day begins."""
        return self.local(datetime.combine(day, self.opens, self.calendar.zone))

    def next_open(self, at: datetime) -> datetime:
        """Give the first moment within hours that is not before this one: itself if it is."""
        if self.open(at):
            return at
        local = self.local(at)
        day = local.date()
        if local.time() >= self.opens or not self.calendar.working_day(day):
            day = self.calendar.after_working_days(day, 1)
        opening = self.opening(day)
        if opening.astimezone(UTC) < at.astimezone(UTC):  # clocks were put back over the hour of opening
            opening = opening.replace(fold=1)
        return opening

    def local(self, at: datetime) -> datetime:
        """Give a moment on the clocks of the zone, as they show it: none in an hour that they leap over."""
        return at.astimezone(UTC).astimezone(self.calendar.zone)
