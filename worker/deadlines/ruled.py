"""What people decided of a deadline, over what the letters say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """People's word on one deadline; what they said nothing of is None or false."""

    due_at: datetime | None = None  # extended, or set, to
    answered_at: datetime | None = None  # a person says that it was answered
    cancelled: bool = False  # "not a deadline"
    snoozed_until: datetime | None = None
