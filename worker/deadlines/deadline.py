"""A deadline as a letter sets it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Ask(StrEnum):
    """Who has to act."""

    REQUEST = "request"  # we ask
    PROMISE = "promise"  # they promise
    FOLLOW_UP = "follow-up"  # a letter of ours names no date and got no answer: ours to ask again, never exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment given for an answer; ``phrase`` stands word for word in the text it was read from."""

    kind: Ask
    due_at: datetime
    phrase: str
