"""A letter as far as deadlines go, and the dates that it sets, each by a name that stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from worker.deadlines.deadline import Ask
from worker.deadlines.ruled import Ruled
from worker.mail.message import Direction, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from worker.deadlines.deadline import Deadline

NO_WORD: Final = Ruled()
DIGITS: Final = 10  # of a deadline's id


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
        return any(d.kind == Ask.REQUEST and not ruled.get(id_, NO_WORD).cancelled for id_, d in self.dates())

    def dates(self) -> Iterator[tuple[str, Deadline]]:
        """Yield the dates that a letter sets, a date said twice once, each by a name that no later reading changes.

        It is named by its words, which stay; the moment they mean may be read otherwise tomorrow, when the newsroom
        changes its hours or holidays, or a better copy of the letter tells the time to the second.
        """
        said: Counter[tuple[Ask, str]] = Counter()
        dates: set[tuple[Ask, float]] = set()
        for deadline in self.deadlines:
            date = deadline.kind, deadline.due_at.timestamp()
            if date not in dates:
                dates.add(date)
                words = deadline.kind, "".join(filter(str.isalnum, deadline.phrase.casefold()))
                said[words] += 1
                yield identifier(self.id, *words, str(said[words])), deadline


def identifier(*told: str) -> str:
    """Make a deadline's id of what it is."""
    return sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
