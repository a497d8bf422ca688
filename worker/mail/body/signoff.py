"""The line with which a letter takes its leave: "Kind regards,"."""

from __future__ import annotations

import re
from functools import cache

from worker.mail.body.sentence import speaks
from worker.mail.phrases import pattern, phrases
from worker.mail.visible import visible

LONGEST = 160
OPENING = 5  # words in which a longer one tells itself
PLACE = 4  # words of where it comes from at most
NAMED = 2  # words of who is thanked: "Thanks Jane,"
ENDED = re.compile(r"[^\W\d_]{3,}[.…]\s|[!?。！？]")  # a sentence, and another begins
EDGES = " \t-–—~/*_,.!…。，、！|<>"


def signs_off(line: str) -> bool:
    """Tell whether a line is a sign-off and nothing else."""
    text = visible(line[:LONGEST]).strip()
    folded = text.strip(EDGES).casefold()
    if folded in _whole():
        return True
    if _from_a_place(folded):
        return True
    if not text.endswith((",", "，", "、")):
        return False
    words = text.strip(EDGES).split()
    found = pattern("signature", "signoff").match(" ".join(words[:OPENING]).casefold())
    if not found:
        return False
    formula = found.group().split(" ")
    # what is glued to its last word: a mark, or in Chinese the sentence; folding changes no length there
    glued = words[len(formula) - 1][len(formula[-1]) :]
    return _fills(" ".join([glued, *words[len(formula) :]]).strip(EDGES), alone=len(formula) == 1)


def _fills(rest: str, *, alone: bool) -> bool:
    """Tell whether what stands behind a formula belongs to it: "from all of us", "Madame, l'expression de ..."."""
    if not rest:
        return True
    if any(map(str.isdigit, rest)) or ENDED.search(rest) or speaks(rest):
        return False
    # one word may begin any sentence: "Best practice is to wait," and "Ihre Fragen liegen bei Frau Weber,"
    named = len(rest.split()) <= NAMED and all(word[0].isupper() for word in rest.split())
    return not alone or named or bool(pattern("signature", "filler").match(rest.casefold()))


def _from_a_place(folded: str) -> bool:
    """Whether it is "Best wishes from Leith": two words at least that are a sign-off, and a place behind "from"."""
    found = pattern("signature", "from").search(folded)
    if not found or len(folded[found.end() :].split()) not in range(1, PLACE + 1):
        return False
    wishes = folded[: found.start()].strip(EDGES)
    return " " in wishes and wishes in _whole()


@cache
def _whole() -> frozenset[str]:
    return frozenset(phrase.strip(EDGES) for phrase in phrases("signature", "signoff"))
