"""How each deadline of a record stands at a moment: derived from the letters, never stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.mail.message import Direction, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from worker.deadlines.deadline import Deadline

DIGITS = 10  # of a deadline's id


class State(StrEnum):
    """What became of a deadline; of a promise, the words for it are kept, kept late and broken."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"  # they wrote that our letter arrived, and the time is not over
    MET = "met"
    LATE = "late"
    MISSED = "missed"
    SUPERSEDED = "superseded"  # we asked again before they answered
    CANCELLED = "cancelled"  # a person decided so


WAITING = frozenset({State.OPEN, State.ACKNOWLEDGED, State.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A letter as far as deadlines go: who wrote it, when, and what dates it sets."""

    id: str
    direction: Direction
    kind: Kind
    sent_at: datetime
    deadlines: tuple[Deadline, ...] = ()

    @property
    def answers(self) -> bool:
        """Tell whether it is a reply of substance: no acknowledgement, nothing that a machine wrote."""
        return self.direction == Direction.REPLY and self.kind == Kind.MESSAGE

    @property
    def acknowledges(self) -> bool:
        """Tell whether it says only that our letter arrived."""
        return self.direction == Direction.REPLY and self.kind == Kind.ACKNOWLEDGEMENT

    @property
    def asks(self) -> bool:
        """Tell whether it asks for an answer by a date."""
        return any(d.kind == Ask.REQUEST for d in self.deadlines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A deadline, the entry that sets it, and how it stands; ``answered_by`` is the entry that met it or came late."""

    id: str
    entry: str
    kind: Ask
    due_at: datetime
    phrase: str
    state: State
    answered_by: str | None = None
    answered_at: datetime | None = None

    @property
    def waiting(self) -> bool:
        """Tell whether a letter of theirs is still waited for, in time or overdue."""
        return self.state in WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Since:
    """What came after a letter: their next reply of substance, and what stood before that reply."""

    answer: Said | None = None
    acknowledged: bool = False
    asked_again: bool = False

    def preceded_by(self, letter: Said) -> _Since:
        if letter.answers:
            return _Since(answer=letter)
        return _Since(
            answer=self.answer,
            acknowledged=self.acknowledged or letter.acknowledges,
            asked_again=self.asked_again or letter.asks,
        )


def standings(letters: Sequence[Said], *, now: datetime) -> tuple[Standing, ...]:
    """Tell how each deadline of a record stands; the letters are in the order of the conversation."""
    found: list[Standing] = []
    since = _Since()
    for letter in reversed(letters):
        told = {standing.id: standing for standing in _of_letter(letter, since, now)}  # a date said twice is one
        found.extend(reversed(told.values()))
        since = since.preceded_by(letter)
    return tuple(reversed(found))


def by_entry(standings: Iterable[Standing]) -> Mapping[str, Sequence[Standing]]:
    """Give the deadlines that each entry sets; an entry that sets none has no place in it."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        found[standing.entry].append(standing)
    return dict(found)


def _of_letter(letter: Said, since: _Since, now: datetime) -> Iterator[Standing]:
    for deadline in letter.deadlines:
        state = _state(deadline, since, now)
        answer = since.answer if state in (State.MET, State.LATE) else None
        yield Standing(
            id=_id(letter, deadline),
            entry=letter.id,
            kind=deadline.kind,
            due_at=deadline.due_at,
            phrase=deadline.phrase,
            state=state,
            answered_by=answer.id if answer else None,
            answered_at=answer.sent_at if answer else None,
        )


def _state(deadline: Deadline, since: _Since, now: datetime) -> State:
    request = deadline.kind == Ask.REQUEST
    if request and since.asked_again:  # the latest ask wins, also over one that is overdue
        return State.SUPERSEDED
    if since.answer:
        return State.LATE if since.answer.sent_at > deadline.due_at else State.MET
    if now > deadline.due_at:
        return State.MISSED
    return State.ACKNOWLEDGED if request and since.acknowledged else State.OPEN


def _id(letter: Said, deadline: Deadline) -> str:
    """Name a deadline by what it is, so that reading the letter again names it the same."""
    told = f"{letter.id}\n{deadline.kind}\n{deadline.due_at.isoformat()}\n{deadline.phrase}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
