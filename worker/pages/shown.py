"""An entry as the public reads it, and the pieces of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from worker.mail.message import Direction, Kind
    from worker.publication.manual import Channel


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the letter; a newline in them is a line break that its author meant."""

    text: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """Words that are not public, and what stands in their place."""

    label: str


Span: TypeAlias = Words | Redacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A numbered question or an item of a list; ``marker`` is as written: "1.", "b)", "-"."""

    marker: str
    spans: tuple[Span, ...]
    depth: int = 0  # of how many lists it stands within


Block: TypeAlias = Paragraph | Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment that was released, under a cleaned name."""

    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A dated line about a change in public."""

    at: datetime
    day: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry of a page; ``at`` is in its author's own zone where that is known, else the newsroom's."""

    anchor: str  # "e-ID"
    at: datetime
    day: str  # "July 6, 2023"
    lead: str  # "Email sent to NAME, ROLE at ORGANISATION (ACR)."
    said: str  # what introduces the words: "The email said:", "" where the lead itself ends in a colon
    blocks: tuple[Block, ...]
    summarised: bool  # the blocks are an editor's summary, no quotation
    counted: bool
    direction: Direction
    kind: Kind
    channel: Channel
    corrections: tuple[Corrected, ...] = ()
    attachments: tuple[File, ...] = ()
    late: str = ""  # "a day late"
    released_at: datetime | None = None

    @property
    def changed_at(self) -> datetime:
        """Tell when it changed in public last: released, or corrected since."""
        return max((self.released_at or self.at, *(c.at for c in self.corrections)))
