"""What a person decided for the public about one entry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class State(StrEnum):
    """Whether the public reads an entry; the values are the export's words."""

    PENDING = "pending"
    PUBLISHED = "published"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A line that tells what was changed in public, and when."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """How an entry stands in public.

    ``text`` is the words as the person who released them saw them. The page shows these, so that a better copy or a
    reading of tomorrow changes nothing in public; an entry that was never released has none, nor one that was
    released as a summary. ``corrected`` is what a person made of the words; a later release is of these.
    """

    state: State = State.PENDING
    released_at: datetime | None = None
    text: str | None = None
    corrected: str | None = None
    summary: str = ""  # an editor's, instead of the words
    corrections: tuple[Correction, ...] = ()
    attachments: frozenset[str] = frozenset()  # the sha256 of those released
    embargo_until: datetime | None = None  # of a record that it left: nothing leaves an embargo by being moved

    @property
    def public(self) -> bool:
        """Tell whether the public may read it: released, and with words that somebody saw."""
        return self.state == State.PUBLISHED and (self.text is not None or bool(self.summary))
