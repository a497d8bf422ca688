"""Until when an embargo keeps a record back, and whose it is, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.prose.due import moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from worker.publication.record import Publication


def embargo_words(decided: Publication, zone: ZoneInfo) -> str:
    """Say until when a record is under embargo, by which investigation if by one; "" where it is under none."""
    if decided.embargo_until is None:
        return ""
    until = f"under embargo until {moment(decided.embargo_until.astimezone(zone))}"
    return f"{until}, by the investigation {decided.embargo_by!r}" if decided.embargo_by else until
