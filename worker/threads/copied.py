"""Letters copied without any mark below the words of who answers them, found because the record holds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.mail.body.quotation import GRAIN, without_known
from worker.mail.message import Direction
from worker.threads.copy import normalised
from worker.threads.likeness import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORD = re.compile(r"\w+")
MOST = 0.6  # of a letter's words
OTHER = {Direction.INQUIRY: Direction.REPLY, Direction.REPLY: Direction.INQUIRY}


def parted(letters: Iterable[tuple[Direction, str]]) -> Iterator[tuple[str, str]]:
    """Give, for the letters of a record in order, what each author wrote and what he copied from the other side.

    Only letters of the other side count, copied for the most part: who says a thing twice says it twice, and both may
    write one sentence. A letter that is all copy stays whole.
    """
    said: dict[Direction, list[str]] = {Direction.INQUIRY: [], Direction.REPLY: []}
    grains: dict[Direction, set[tuple[str, ...]]] = {Direction.INQUIRY: set(), Direction.REPLY: set()}
    for direction, text in letters:
        if direction not in OTHER:
            yield text, ""
            continue
        words = WORD.findall(text.casefold())
        mine = set(runs(words))
        own, copy = text, ""
        if not mine.isdisjoint(grains[OTHER[direction]]):
            own, copy = without_known(text, said[OTHER[direction]])
        yield (own, copy) if own.strip() and whole(copy, said[OTHER[direction]]) else (text, "")
        said[direction].append(text)
        grains[direction] |= mine


def whole(copy: str, letters: Iterable[str]) -> bool:
    """Tell whether a copy is of a letter, not of a sentence that both sides write."""
    words = normalised(copy)
    return bool(words) and any(share(normalised(letter), words) >= MOST for letter in letters)


def runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Give every run of so many words."""
    return zip(*(words[at:] for at in range(GRAIN)), strict=False)
