"""The line with which a letter takes its leave: "Kind regards,"."""

from __future__ import annotations

from functools import cache

from worker.mail.phrases import pattern, phrases
from worker.mail.visible import visible

LONGEST = 160
OPENING = 5  # words in which a longer one tells itself
PLACE = 4  # words of where it comes from at most
EDGES = " \t-–—~/*_,.!…。，、！|<>"


def signs_off(line: str) -> bool:
    """Tell whether a line is a sign-off and nothing else."""
    text = visible(line[:LONGEST]).strip()
    folded = text.strip(EDGES).casefold()
    if folded in _whole():
        return True
    if _from_a_place(folded):
        return True
    # "With best wishes from all of us," and "Veuillez agréer, Madame, l'expression de ...,"
    opening = " ".join(folded.split()[:OPENING])
    return text.endswith((",", "，", "、")) and bool(pattern("signature", "signoff").match(opening))


def _from_a_place(folded: str) -> bool:
    """Whether it is "Best wishes from Leith": two words at least that are a sign-off, and a place behind "from"."""
    found = pattern("signature", "from").search(folded)
    if not found or len(folded[found.end() :].split()) not in range(1, PLACE + 1):
        return False
    wishes = folded[: found.start()].strip(EDGES)
    return " " in wishes and wishes in _whole()


@cache
def _whole() -> frozenset[str]:
    return frozenset(phrases("signature", "signoff"))
