"""A deadline of a record as an entry in a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from worker.deadlines.deadline import Ask
from worker.notices.notice import Event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SUMMARIES: Final[Mapping[Ask, str]] = {
    Ask.REQUEST: "answer due",
    Ask.PROMISE: "promised answer due",
    Ask.FOLLOW_UP: "ask again",
}


class Dated(Protocol):
    """A deadline as far as a calendar tells of it: as it stands now, or as it was kept."""

    @property
    def id(self) -> str:
        """Its id, the same for as long as its letter sets it."""

    @property
    def kind(self) -> Ask:
        """Who has to act."""

    @property
    def due_at(self) -> datetime:
        """When it is due."""

    @property
    def phrase(self) -> str:
        """The letter's words for it."""


def event(  # noqa: PLR0913 - what an entry is made of
    deadline: Dated, name: str, *, domain: str, sequence: int, words: str = "", cancelled: bool = False
) -> Event:
    """Give the calendar's entry of a deadline that ``name`` has to keep; ``words`` tell more than its phrase."""
    return Event(
        uid=f"{deadline.id}@{domain}",
        due_at=deadline.due_at,
        summary=f"{name}: {SUMMARIES[deadline.kind]}",
        description=words or deadline.phrase,
        sequence=sequence,
        cancelled=cancelled,
    )
