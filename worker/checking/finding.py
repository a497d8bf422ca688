"""What a trial came to, in one line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands; only what is wrong keeps the product from working."""

    WORKS = "works"
    BEWARE = "beware"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing, how it stands, and in one line what was seen or what is wrong and what to do."""

    what: str
    state: State
    says: str


def works(what: str, says: str) -> Finding:
    """Tell of a thing that works."""
    return Finding(what=what, state=State.WORKS, says=says)


def beware(what: str, says: str) -> Finding:
    """Tell of a thing that works, and not as it should."""
    return Finding(what=what, state=State.BEWARE, says=says)


def wrong(what: str, says: str) -> Finding:
    """Tell of a thing that does not work, and what to do."""
    return Finding(what=what, state=State.WRONG, says=says)
