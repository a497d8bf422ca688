"""How each deadline of a record stands at a moment: derived from the letters, never stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from worker.deadlines.deadline import Ask
from worker.deadlines.ruled import Ruled
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
ANSWERED = frozenset({State.MET, State.LATE})
_NOTHING: Final = Ruled()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A letter as far as deadlines go: who wrote it, when, what dates it sets, and whether it asks us something."""

    id: str
    direction: Direction
    kind: Kind
    sent_at: datetime
    deadlines: tuple[Deadline, ...] = ()
    question: bool = False

    @property
    def answers(self) -> bool:
        """Tell whether it is a reply of substance: no acknowledgement, nothing that a machine wrote."""
        return self.direction == Direction.REPLY and self.kind == Kind.MESSAGE

    @property
    def acknowledges(self) -> bool:
        """Tell whether it says only that our letter arrived."""
        return self.direction == Direction.REPLY and self.kind == Kind.ACKNOWLEDGEMENT

    @property
    def inquires(self) -> bool:
        """Tell whether it is a letter of ours that waits for an answer."""
        return self.direction == Direction.INQUIRY and self.kind == Kind.MESSAGE

    def asks(self, ruled: Mapping[str, Ruled]) -> bool:
        """Tell whether it asks for an answer by a date, and no person said that it does not."""
        return any(d.kind == Ask.REQUEST and not _word(ruled, id_).cancelled for id_, d in _named(self))


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
        told = [_stand(letter, deadline, since, now, _word(ruled, id_), id_) for id_, deadline in _named(letter)]
        found.extend(replace(standing, ours=ours and standing.waiting) for standing in reversed(told))
        since = since.preceded_by(letter, ruled)
    return tuple(reversed(found))


def by_entry(standings: Iterable[Standing]) -> Mapping[str, Sequence[Standing]]:
    """Give the deadlines that each entry sets; an entry that sets none has no place in it."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        found[standing.entry].append(standing)
    return dict(found)


def _named(letter: Said) -> Iterator[tuple[str, Deadline]]:
    """Yield the dates that a letter sets, a date said twice once, each by a name that no later reading changes.

    It is named by its words, which stay; the moment they mean may be read otherwise tomorrow, when the newsroom
    changes its hours or holidays, or a better copy of the letter tells the time to the second.
    """
    said: Counter[tuple[Ask, str]] = Counter()
    dates: set[tuple[Ask, float]] = set()
    for deadline in letter.deadlines:
        date = deadline.kind, deadline.due_at.timestamp()
        if date not in dates:
            dates.add(date)
            words = deadline.kind, "".join(filter(str.isalnum, deadline.phrase.casefold()))
            said[words] += 1
            yield identifier(letter.id, *words, str(said[words])), deadline


def identifier(*told: str) -> str:
    """Make a deadline's id of what it is."""
    return sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


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


def _word(ruled: Mapping[str, Ruled], id_: str) -> Ruled:
    return ruled.get(id_, _NOTHING)


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
