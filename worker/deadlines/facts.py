"""What an expression of time tells, fact by fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one expression; what it does not tell is None or empty."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    figures: tuple[int, ...] = ()  # a date in figures whose order depends on the author
    weekday: int | None = None
    weeks: int = 0  # "next Tuesday": one
    week_on: bool = False  # "Friday week"
    days: int | None = None  # "tomorrow": one
    count: int = 0  # "within three weeks": three ...
    unit: str = ""  # ... weeks; or the unit of an edge
    from_now: bool = False  # "a week from today"
    edge: str = ""  # early, middle, late or end of a month or unit
    clock: time | None = None
    half: str = ""  # of the day: "told" by "a.m.", "open" as of "half past seven"; an hour of twenty-four needs none
    part: str = ""  # "12:00", "morning", or "close" for the close of business
    same_time: bool = False  # "this time tomorrow"
    zone: str = ""

    @property
    def dated(self) -> bool:
        """Tell whether it names a day in any way."""
        return (
            bool(self.day or self.figures or self.count or self.edge)
            or self.weekday is not None
            or self.days is not None
        )

    @property
    def timed(self) -> bool:
        """Tell whether it names a time of day in any way."""
        return bool(self.part or self.same_time) or self.clock is not None

    @property
    def near(self) -> bool:
        """Tell whether it is told from today, so that it is no date of something else."""
        return self.days is not None or self.weekday is not None or bool(self.unit or self.edge)
