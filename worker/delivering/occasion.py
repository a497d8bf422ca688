"""The newsroom at a moment: what drawing up a notice takes beside the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.reminders import Rules
    from worker.notices.bureau import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who is told and how, by which calendar and rules, and when."""

    bureau: Bureau
    calendar: Calendar
    rules: Rules
    now: datetime
