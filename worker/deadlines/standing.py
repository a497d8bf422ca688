"""How each deadline of a record stands at a moment: derived from the letters, never stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.deadlines.said import NO_WORD, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from worker.deadlines.deadline import Deadline
    from worker.deadlines.ruled import Ruled


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
ANSWERED = frozenset({State.MET, State.LATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A deadline, the entry that sets it, and how it stands; ``answered_by`` is the entry that met it or came late.

    Where a person said that it was answered there is no such entry, only the moment.
    """

    id: str
    entry: str
    kind: Ask
    due_at: datetime
    phrase: str
    state: State
    answered_by: str | None = None
    answered_at: datetime | None = None
    extended: bool = False  # the date is a person's, not the letter's
    snoozed_until: datetime | None = None
    ours: bool = False  # the ball is with us: nobody is to be reminded of it

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

    def preceded_by(self, letter: Said, ruled: Mapping[str, Ruled]) -> _Since:
        if letter.answers:
            return _Since(answer=letter)
        return _Since(
            answer=self.answer,
            acknowledged=self.acknowledged or letter.acknowledges,
            asked_again=self.asked_again or letter.asks(ruled),
        )


def standings(
    letters: Sequence[Said], *, now: datetime, ruled: Mapping[str, Ruled] = MappingProxyType({})
) -> tuple[Standing, ...]:
    """Tell how each deadline of a record stands; the letters are in the order of the conversation."""
    found: list[Standing] = []
    since = _Since()
    ours = _ball_is_ours(letters)
    for letter in reversed(letters):
        told = [_stand(letter, deadline, since, now, ruled.get(id_, NO_WORD), id_) for id_, deadline in letter.dates()]
        found.extend(replace(standing, ours=ours and standing.waiting) for standing in reversed(told))
        since = since.preceded_by(letter, ruled)
    return tuple(reversed(found))


def by_entry(standings: Iterable[Standing]) -> Mapping[str, Sequence[Standing]]:
    """Give the deadlines that each entry sets; an entry that sets none has no place in it."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        found[standing.entry].append(standing)
    return dict(found)


def _ball_is_ours(letters: Sequence[Said]) -> bool:
    """Tell whether the last letter of substance is theirs and asks us something."""
    last = next((letter for letter in reversed(letters) if letter.answers or letter.inquires), None)
    return last is not None and last.answers and last.question


def _stand(  # noqa: PLR0913, PLR0917 - a date, what came after it, and what a person said of it
    letter: Said, deadline: Deadline, since: _Since, now: datetime, word: Ruled, id_: str
) -> Standing:
    # On the clock of the letter's own date: what a person said is kept with an offset, and no zone.
    due_at = word.due_at.astimezone(deadline.due_at.tzinfo) if word.due_at else deadline.due_at
    state = ruled_state(word, due_at) or _state(deadline.kind, due_at, since, now)
    answer = since.answer if state in ANSWERED and not word.answered_at else None
    return Standing(
        id=id_,
        entry=letter.id,
        kind=deadline.kind,
        due_at=due_at,
        phrase=deadline.phrase,
        state=state,
        answered_by=answer.id if answer else None,
        answered_at=answer.sent_at if answer else word.answered_at if state in ANSWERED else None,
        extended=word.due_at is not None,
        snoozed_until=word.snoozed_until,
    )


def ruled_state(word: Ruled, due_at: datetime) -> State | None:
    """Tell how a deadline stands by what people said of it; None where they said nothing of that."""
    if word.cancelled:
        return State.CANCELLED
    if word.answered_at:
        return State.LATE if word.answered_at > due_at else State.MET
    return None


def _state(kind: Ask, due_at: datetime, since: _Since, now: datetime) -> State:
    request = kind == Ask.REQUEST
    if request and since.asked_again:  # the latest ask wins, also over one that is overdue
        return State.SUPERSEDED
    if since.answer:
        return State.LATE if since.answer.sent_at > due_at else State.MET
    if now > due_at:
        return State.MISSED
    return State.ACKNOWLEDGED if request and since.acknowledged else State.OPEN
