"""The line with which a letter takes its leave: "Kind regards,"."""

from __future__ import annotations

from functools import cache

from worker.mail.phrases import pattern, phrases
from worker.mail.visible import visible

LONGEST = 160
OPENING = 3  # words in which a longer one tells itself
EDGES = " \t-–—~/*_,.!…。，、！|<>"


def signs_off(line: str) -> bool:
    """Tell whether a line is a sign-off and nothing else."""
    text = visible(line[:LONGEST]).strip()
    folded = text.strip(EDGES).casefold()
    if folded in _whole():
        return True
    # "With best wishes from all of us," and "Veuillez agréer, Madame, l'expression de ...,"
    opening = " ".join(folded.split()[:OPENING])
    return text.endswith((",", "，", "、")) and bool(pattern("signature", "signoff").match(opening))


@cache
def _whole() -> frozenset[str]:
    return frozenset(phrases("signature", "signoff"))
