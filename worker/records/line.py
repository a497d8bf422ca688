"""A line of the journal: what was decided or changed, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Kind(StrEnum):
    """The kinds of lines; all but the last two are decisions of people and can be undone."""

    OPEN = "open"
    CONFIRM = "confirm"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    MOVE = "move"
    FILE = "file"
    IGNORE = "ignore"
    EXTEND = "extend"
    ANSWERED = "answered"
    SNOOZE = "snooze"
    DISMISS = "dismiss"
    UNDO = "undo"
    PLACED_ANEW = "placed anew"  # new mail told more of an entry than was known when it was filed


ON_DEADLINES = frozenset({Kind.EXTEND, Kind.ANSWERED, Kind.SNOOZE, Kind.DISMISS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the journal; ``undone`` is the id of the line that undid it."""

    id: int
    at: datetime
    who: str
    kind: Kind
    detail: Mapping[str, Any]
    why: str = ""
    undone: int | None = None
