"""A moment as tables and logs list it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo


def stamp(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment by the clock of a zone, to the minute."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
