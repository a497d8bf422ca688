"""What the head of a page counts: letters either way, and the days of the first and the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from worker.pages.released import Released
    from worker.publication.overrides import Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the head of a page tells."""

    inquiries: int
    replies: int
    first: date
    last: date


def tally(conversation: Sequence[Released], override: Override | None, zone: ZoneInfo) -> Tally:
    """Count what is public, which is one entry at least, as far as no person set other counts and days."""
    counted = [r for r in conversation if r.counted]
    on = sorted(r.entry.dated(zone).date() for r in (counted or conversation))
    sides = [r.entry.message.direction for r in counted]
    inquiries, replies = sides.count(Direction.INQUIRY), sides.count(Direction.REPLY)
    if override is None:
        return Tally(inquiries=inquiries, replies=replies, first=on[0], last=on[-1])
    first, last = override.first or on[0], override.last or on[-1]
    return Tally(
        inquiries=inquiries if override.inquiries is None else override.inquiries,
        replies=replies if override.replies is None else override.replies,
        first=min(first, last),
        last=last,
    )
