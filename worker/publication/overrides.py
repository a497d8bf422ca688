"""Counts and range of a page as a person set them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What the head of a page tells instead of what was counted, and why; None leaves what was counted."""

    inquiries: int | None = None
    replies: int | None = None
    first: date | None = None
    last: date | None = None
    reason: str
