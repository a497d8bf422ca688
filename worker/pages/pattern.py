"""A person's regular expression, checked so that no text can make it slow.

``re`` backtracks, and a page is rendered from what strangers wrote. So a pattern is a plain sequence: characters,
classes, groups of fixed words, each repeated a bounded number of times (``+`` and ``*`` reach 64), and the ways in
which its repetitions could be tried against each other are counted before it is used. Steps on a text are then at most
its length times a constant, whatever stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST: Final = 200  # characters of a pattern
_REACH: Final = 64  # repetitions of "+" and "*"
_STEPS: Final = 1_000  # from one place of a text
_CHARACTERS: Final = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
_PIECE: Final = re.compile(
    r"(?P<atom>\\[dDwWsS]|\\[^\w\s]|\[\^?(?:\\[dwsDWS]|\\[^\w\s]|[^\]\\\n])+\]|\((?:\?:)?(?P<words>[^()\[\]*+?{}^$\n]+)\)"
    r"|[^\\\[\]()|*+?{}^$\n]|\\b)(?P<times>[*+?]|\{(?P<low>\d{1,2})(?P<to>,(?P<high>\d{1,2})?)?\})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    atom: str
    low: int
    high: int

    @property
    def written(self) -> str:
        if (self.low, self.high) == (1, 1):
            return self.atom
        return f"{self.atom}{{{self.low},{self.high}}}"


@lru_cache(maxsize=256)
def pattern(written: str) -> re.Pattern[str]:
    """Compile a person's regular expression, in any case of letters; refuse one that could be slow or means nothing."""
    pieces = tuple(_pieces(written))
    if _cost(pieces) > _STEPS:
        raise Refused(f'the pattern "{written}" can be tried in too many ways: say how often, "{{1,5}}" instead of "+"')
    try:
        found = re.compile("".join(p.written for p in pieces), re.IGNORECASE)
    except re.error as error:
        raise Refused(f'the pattern "{written}" can\'t be read: {error}') from error
    if found.match(""):
        raise Refused(f'the pattern "{written}" matches nothing at all, and so everywhere')
    return found


def _pieces(written: str) -> Iterator[_Piece]:
    if not written or len(written) > _LONGEST:
        raise Refused(f"a pattern has 1 to {_LONGEST} characters")
    at = 0
    while at < len(written):
        found = _PIECE.match(written, at)
        if not found:
            raise Refused(f'the pattern "{written}" can\'t be used from "{written[at : at + 10]}" on: {_GRAMMAR}')
        low, high = _times(found)
        if low > high:
            raise Refused(f'the pattern "{written}" repeats from {low} up to {high} times')
        words = found["words"]
        if high != 1 and (found["atom"] == r"\b" or (words and "|" in words)):
            raise Refused(f'the pattern "{written}" repeats what can\'t be repeated: {_GRAMMAR}')
        atom = f"(?:{words})" if words else found["atom"]
        yield _Piece(atom=atom, low=low, high=high)
        at = found.end()


_GRAMMAR: Final = (
    r"it may hold characters, classes such as [A-Z] and \d, groups of words such as (one|two), and repetitions of these"
)


def _times(found: re.Match[str]) -> tuple[int, int]:
    match found["times"]:
        case None:
            return 1, 1
        case "?":
            return 0, 1
        case "*":
            return 0, _REACH
        case "+":
            return 1, _REACH
    low = int(found["low"])
    if not found["to"]:
        return low, low
    return low, min(_REACH, int(found["high"] or _REACH))


def _cost(pieces: Sequence[_Piece]) -> int:
    """Count the steps from one place: a repetition that what follows does not tell apart is tried at every length."""
    steps, ways = 0, 1
    for at, piece in enumerate(pieces):
        if "|" in piece.atom and piece.atom.startswith("("):
            ways *= piece.atom.count("|") + 1
        steps += ways * piece.high
        if piece.low < piece.high and not _told_apart(piece, pieces[at + 1 :]):
            ways *= piece.high - piece.low + 1
    return steps


def _told_apart(piece: _Piece, after: Sequence[_Piece]) -> bool:
    if not after:
        return True
    following: set[str] = set()
    for other in after:
        if not (single := _single(other.atom)):
            return False
        following |= single
        if other.low:
            break
    repeated = _single(piece.atom)
    return bool(repeated) and repeated.isdisjoint(following)


@lru_cache(maxsize=256)
def _single(atom: str) -> frozenset[str]:
    """Give the characters an atom of one character matches, of the first plane; nothing for other atoms."""
    if atom == r"\b" or atom.startswith("("):
        return frozenset()
    try:
        return frozenset(re.findall(atom, _CHARACTERS, re.IGNORECASE))
    except re.error:
        return frozenset()
