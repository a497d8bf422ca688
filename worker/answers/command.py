"""The commands that a reply can give, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It has been answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """They have until then, as the words that tell it mean to who says them; some count from the deadline itself."""

    due_at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """No reminder before then."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotADeadline:
    """What was read as a deadline is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTo:
    """It belongs on the record of this slug, acronym or name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """It belongs on a new record, of this organisation; ``country`` may be empty."""

    name: str
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreIt:
    """It belongs on no record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The record is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What the notice says was done is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """It is asked which commands there are."""


Command = Done | Extend | Snooze | NotADeadline | MoveTo | New | IgnoreIt | Close | Undo | Help
