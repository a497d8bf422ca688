"""An order: what an answer is about, who gave it, and by which calendar days are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.answering.concern import Concern
    from worker.deadlines.calendar import Calendar


class By(TypedDict):
    """Who decides, when and why, as the ledger asks for it."""

    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be changed, and at whose word."""

    concern: Concern
    by: By
    calendar: Calendar
    zone: ZoneInfo  # in which the person reads
