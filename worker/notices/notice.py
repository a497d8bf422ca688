"""What a person is told; text, HTML and chat are three ways of writing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

HOUSE: Final = "On the Record"
SUBJECTS: Final = {
    "digest": "your week",
    "receipt": "mail you brought in",
    "confirmation": "done",
    "help": "what you can answer",
    "together": "several at once",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A deadline as a calendar shows it; ``uid`` never changes, ``sequence`` rises with each change (RFC 5546)."""

    uid: str
    due_at: datetime
    summary: str
    description: str = ""
    sequence: int = 0
    cancelled: bool = False  # no longer waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a title, as wide as its columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told, from the one sentence that counts down to the lines that can be answered."""

    kind: str  # reminder | follow-up | receipt | digest | confirmation | help | together
    title: str  # one sentence: what, of whom, by when
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # a name and its value
    quote: str = ""  # the letter's own words
    tables: tuple[Table, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()  # a line to answer with, and what it does
    event: Event | None = None
    slug: str = ""
    record: str = ""  # the organisation; with the slug, the thread it belongs to

    @property
    def subject(self) -> str:
        """Give the subject, which is the same for every notice of a record: mail clients thread by it."""
        about = self.record or SUBJECTS.get(self.kind, "")
        return f"{HOUSE}: {about}" if about else HOUSE
