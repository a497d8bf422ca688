"""The page of a record: nothing in it but what was released."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from worker.deadlines.deadline import Ask
    from worker.deadlines.standing import State
    from worker.pages.shown import Shown


class Stands(StrEnum):
    """How a record stands, as far as the public can read."""

    AWAITING = "awaiting reply"
    REPLIED = "replied"
    OVERDUE = "overdue"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A deadline that stands in public words: when it is due, the entry that set it, and what came of it."""

    anchor: str  # of the entry that set it
    kind: Ask  # request (we ask) or promise (they promise)
    due_at: datetime
    due: str  # "July 6, 2023, 17:00 UTC-04:00", "July 6, 2023, 17:00 UTC-04:00, extended"
    state: State
    outcome: str  # "answered a day late"
    answered: str = ""  # the anchor of the entry that met it or came late; "" where none is public
    answered_at: datetime | None = None
    extended: bool = False  # by a person: what is due stands in no letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A record as the public reads it."""

    slug: str
    name: str
    acronym: str
    country: str
    investigation: str
    open: bool
    first: date
    last: date
    range: str  # "January 10 - October 23, 2023"
    inquiries: int
    replies: int
    entries: tuple[Shown, ...]  # in order of the conversation
    deadlines: tuple[Mark, ...]
    standing: Stands
    updated_at: datetime  # the newest release or correction
    answer_told: bool = True  # whether the public can tell from it if they replied
