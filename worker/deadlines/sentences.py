"""The sentences of a letter, each whole across its lines."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 2_000
_LONGEST_TEXT: Final = 256 * 1024
_END: Final = re.compile(
    r"""[.!?\u3002\uff01\uff1f\u2026](?=[\s"\u201d\u00bb)]|$)|[\u3002\uff01\uff1f]  # a point and a space
    |\n[ \t\r]*+\n\s*+                                      # an empty line
    |\n(?=[ \t]*+(?:[-*\u2022>\u2013]|\d{1,2}[.)]\s))         # a line of a list
    """,
    re.VERBOSE,
)
_LONGEST_DAY: Final = 2
_LONGEST_MONTH: Final = 5  # "sept.", "thurs."


def sentences(text: str) -> Iterator[str]:
    """Cut a text into sentences, as they stand; what exceeds 2,000 characters of one is left out."""
    text = text[:_LONGEST_TEXT]
    start = 0
    for end in _END.finditer(text):
        if end.group() == "." and _goes_on(text, start, end.start()):
            continue
        yield text[start : min(end.end(), start + _LONGEST)]
        start = end.end()
    yield text[start : start + _LONGEST]


def _goes_on(text: str, start: int, point: int) -> bool:
    """Tell whether a point only abbreviates: "p.m. on", "6. Juli", "Co. Ltd"."""
    following = text[point + 1 : point + 12]
    if "\n\n" in following[:3] or not following.strip():
        return False
    before = text[max(start, point - 6) : point].replace(".", " ").split()
    word, next_word = before[-1].lower() if before else "", following.split()[0].strip(",.()")
    if word.isdecimal():  # a German ordinal before its month
        return len(word) <= _LONGEST_DAY and not next_word.isdecimal()
    if word in _abbreviations("of_times"):
        return not next_word[:1].isupper() or _of_time(next_word)
    return word in _abbreviations("of_names") or (
        len(word) <= _LONGEST_MONTH and word[:3] in _abbreviations("days_and_months")
    )


def _of_time(word: str) -> bool:
    """Tell whether "ET", "Friday" or "Eastern" goes on with a time."""
    return word.isupper() or word[:3].lower() in _abbreviations("days_and_months")


@cache
def _abbreviations(of: str) -> frozenset[str]:
    table = tomllib.loads(files("worker.deadlines").joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(table[of])
