"""The hours of a day in which a person wants to hear nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """From ``begins`` until just before ``ends``, each day in a zone; it may last over midnight."""

    begins: time
    ends: time
    zone: ZoneInfo

    def quiet(self, at: datetime) -> bool:
        """Tell whether nothing should be heard at a moment."""
        return self.holds(at.astimezone(self.zone).time())

    def holds(self, clock: time) -> bool:
        """Tell whether a time of the day is quiet."""
        if self.begins < self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def covers(self, opens: time, closes: time) -> bool:
        """Tell whether nothing is left of a day's hours; what is left begins as they open, or as the quiet ends."""
        return not any(opens <= clock < closes and not self.holds(clock) for clock in (opens, self.ends))

    def over(self, at: datetime) -> datetime:
        """Give the first moment from a given one on that is not quiet."""
        if not self.quiet(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        ends = datetime.combine(day, self.ends, self.zone)
        return ends if ends.astimezone(UTC) > at else ends.replace(fold=1)  # an hour that comes twice, in autumn
