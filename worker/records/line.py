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


ON_LETTERS = frozenset({Kind.MOVE, Kind.FILE, Kind.IGNORE})
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

    @property
    def named(self) -> frozenset[tuple[str, str]]:
        """What it names: records, entries, mails and deadlines, each with what it is."""
        told = self.detail
        slugs = (("record", told[name]) for name in ("slug", "source", "into") if told.get(name))
        singles = ((name, told[name]) for name in ("entry", "deadline") if name in told)
        mails = (("mail", mail) for mail, _ in told.get("messages", ()))
        return frozenset((*slugs, *singles, *mails))

    @property
    def subjects(self) -> frozenset[tuple[str, str]]:
        """What of it was decided upon; a letter that is moved or a deadline changes nothing of its record."""
        if self.kind in ON_DEADLINES:
            return frozenset({("deadline", self.detail["deadline"])})
        if self.kind in ON_LETTERS:
            return frozenset(name for name in self.named if name[0] != "record")
        return self.named
