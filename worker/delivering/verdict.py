"""What becomes of a row of the outbox that is not sent now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moot:
    """Nobody needs it any more."""

    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """It is no time for it: at night, on a weekend, in somebody's quiet hours."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Broken:
    """An error of the program keeps it from being drawn up."""

    why: str
