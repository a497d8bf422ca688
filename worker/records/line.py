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
    RELEASE = "release"  # the public reads an entry, in the words that stand here
    WITHHOLD = "withhold"  # the public does not read it, or no longer
    SUMMARISE = "summarise"
    CORRECT = "correct"
    ATTACH = "attach"  # a file of an entry is public, or no longer
    REDACT = "redact"  # a rule of redaction
    LIFT = "lift"  # a rule of redaction goes no longer
    EMBARGO = "embargo"
    OVERRIDE = "override"
    ADD = "add"  # an entry by hand
    ASSIGN = "assign"  # a record to an investigation
    UNDO = "undo"
    PLACED_ANEW = "placed anew"  # new mail told more of an entry than was known when it was filed


ON_LETTERS = frozenset({Kind.MOVE, Kind.FILE, Kind.IGNORE})
ON_DEADLINES = frozenset({Kind.EXTEND, Kind.ANSWERED, Kind.SNOOZE, Kind.DISMISS})
ON_ENTRIES = frozenset({Kind.RELEASE, Kind.WITHHOLD, Kind.SUMMARISE, Kind.CORRECT, Kind.ATTACH})  # in public
ON_PAGES = ON_ENTRIES | {Kind.REDACT, Kind.LIFT, Kind.EMBARGO, Kind.OVERRIDE, Kind.ADD, Kind.ASSIGN}


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
    def subject(self) -> str:
        """What it is looked up by: an entry's id, a slug, the scope of a rule; "" where it goes for all."""
        return subject(self.kind, self.detail)

    @property
    def named(self) -> frozenset[tuple[str, str]]:
        """What it names: records, entries, mails and deadlines, each with what it is."""
        told = self.detail
        if self.kind in ON_PAGES and self.kind not in ON_ENTRIES:
            name = {Kind.ADD: "entry", Kind.LIFT: Kind.REDACT.value}.get(self.kind, self.kind.value)
            return frozenset({(name, str(told.get("entry") or told.get("rule") or self.subject))})
        records = () if self.kind in ON_PAGES else ("slug", "source", "into")
        slugs = (("record", told[name]) for name in records if told.get(name))
        singles = ((name, told[name]) for name in ("entry", "deadline") if name in told)
        mails = (("mail", mail) for mail, _ in told.get("messages", ()))
        return frozenset((*slugs, *singles, *mails))

    @property
    def subjects(self) -> frozenset[tuple[str, str]]:
        """What of it was decided upon; a letter that is moved or a deadline changes nothing of its record."""
        if self.kind in ON_DEADLINES:
            return frozenset({("deadline", self.detail["deadline"])})
        if self.kind in ON_ENTRIES:
            return frozenset({("entry", self.detail["entry"])})
        if self.kind in ON_LETTERS:
            return frozenset(name for name in self.named if name[0] != "record")
        return self.named


def subject(kind: Kind, detail: Mapping[str, Any]) -> str:
    """Give what a line is looked up by."""
    match kind:
        case Kind.REDACT | Kind.LIFT:
            return str(detail["scope"])
        case Kind.ADD:
            return str(detail["slug"])
        case Kind.EMBARGO if detail.get("investigation"):
            return investigation(detail["investigation"])
        case _:
            return str(detail.get("entry") or detail.get("slug") or "")


def investigation(name: str) -> str:
    """Give what lines about an investigation are looked up by: no slug has a space in it."""
    return f"investigation {' '.join(name.split()).casefold()}"
