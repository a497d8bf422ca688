"""Letters that stand copied below an author's words without any mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RUN = 12  # consecutive words that are no coincidence
GRAIN = 6  # of which so many at a time are looked up
TAIL = 12  # words of a line that is still a signature or a heading
COPIED = 0.6  # of the words below the cut at least

SAID = (".", "!", "?", "。", "！", "？")
WORD = re.compile(r"\w+")


def without_known(own: str, letters: Iterable[str]) -> tuple[str, str]:
    """Cut off known letters that stand copied at the end of an author's words: what he wrote, and the copies."""
    lines = own.split("\n")
    words = [(word, at) for at, line in enumerate(lines) for word in WORD.findall(line.casefold())]
    if len(words) < RUN:
        return own, ""
    covered = _covered([word for word, _ in words], letters)
    first = _first_copied(lines, words, covered)
    if first is None:
        return own, ""
    return "\n".join(lines[:first]).rstrip(), "\n".join(lines[first:]).strip("\n")


def _covered(words: Sequence[str], letters: Iterable[str]) -> list[bool]:
    """Which words stand in a run that a letter has as well."""
    known: set[tuple[str, ...]] = set()
    wanted = {tuple(words[at : at + GRAIN]) for at in range(len(words) - GRAIN + 1)}
    for letter in letters:
        theirs = WORD.findall(letter.casefold())
        known.update(
            grain for at in range(len(theirs) - GRAIN + 1) if (grain := tuple(theirs[at : at + GRAIN])) in wanted
        )
    covered = [False] * len(words)
    for at in range(len(words) - GRAIN + 1):
        if tuple(words[at : at + GRAIN]) in known:
            covered[at : at + GRAIN] = [True] * GRAIN
    return covered


def _first_copied(lines: Sequence[str], words: Sequence[tuple[str, int]], covered: Sequence[bool]) -> int | None:
    """Find the line with which the copies begin that reach to the end; the author's own lines above and below stay."""
    totals, copied = [0] * len(lines), [0] * len(lines)
    for (_, line), known in zip(words, covered, strict=True):
        totals[line] += 1
        copied[line] += known
    total = sum_copied = 0
    found: int | None = None
    for line in range(len(lines) - 1, -1, -1):
        if totals[line] and not copied[line] and (totals[line] > TAIL or lines[line].rstrip().endswith(SAID)):
            break  # a line of his own: everything above is his
        total += totals[line]
        sum_copied += copied[line]
        if totals[line] and copied[line] == totals[line] and sum_copied >= RUN and sum_copied >= COPIED * total:
            found = line
    return found
