"""An order: what an answer is about, who gave it, and by which calendar days are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.notices.moments import in_full

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.answering.concern import Concern
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.hours import Hours
    from worker.records.by import By


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be changed, and at whose word."""

    concern: Concern
    by: By
    calendar: Calendar
    hours: Hours  # of the person

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone in which the person reads."""
        return self.hours.calendar.zone

    def in_full(self, at: datetime) -> str:
        """Write a moment as the person needs it told."""
        return in_full(at, self.zone, self.calendar.zone)
