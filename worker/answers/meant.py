"""What is plainly meant as a command though it can't be read: one short line that begins as one, or nearly."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from worker.answers.courtesy import uncourteous
from worker.answers.plain import plain
from worker.answers.spoken import first, unsigned
from worker.answers.verbs import line_of, opening, verbs, whole

KINDS: Final = ("extend", "snooze", "move", "new", "ignore", "close", "undo", "done", "not_a_deadline", "help")
WORDS: Final = 12  # of a short line
NEAR: Final = 0.8  # of 1, as difflib compares words: "extned", "snoze"
SHORTEST: Final = 4  # letters of a word that is compared so
LONGEST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The line that was meant as a command, and the command that it is near to."""

    kind: str
    words: str


def meant(own_words: str) -> Meant | None:
    """Give what the author's own words were meant as; None where they are talk."""
    said, below = first(own_words)
    if said is None or any(line_of(row).bare not in whole("polite") for row in unsigned(below)):
        return None
    line, _ = plain(uncourteous(said))
    words = line.bare.split()
    if not words or len(words) > WORDS:
        return None
    kind = begun(words[0]) or next((kind for kind in KINDS if opening(line, kind) and not words[0].isascii()), "")
    return Meant(kind=kind, words=said.written) if kind else None


def begun(word: str) -> str:
    """Give the kind of command that a word begins, or is but a slip of the pen away from."""
    known = beginnings()
    if word in known or not SHORTEST <= len(word) <= LONGEST:
        return known.get(word, "")
    return next((known[near] for near in get_close_matches(word, known, n=1, cutoff=NEAR)), "")


@cache
def beginnings() -> dict[str, str]:
    """Give the words that are commands by themselves, or begin one as nothing else does, each with its kind."""
    found: dict[str, str] = {}
    for kind in KINDS:
        for phrase in (*verbs(kind), *verbs(f"{kind}_begins")):
            if phrase.isalpha():
                found.setdefault(phrase, kind)
    return found
