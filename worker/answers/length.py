"""A length of time ("3 days", "another two weeks"), as against a day; a day of the week, as against a date."""

from __future__ import annotations

from functools import cache
from typing import Final

from worker.deadlines.language import CODES, language
from worker.deadlines.token import tokens

FIXED: Final = frozenset({"month", "weekday", "weekday_short", "day", "part", "from_now", "anchor"})
WEEKDAYS: Final = ("weekday", "weekday_short")
DATES: Final = frozenset({"date", "figures", "ordinal"})
FIGURES: Final = frozenset({"date", "figures", "clock", "hours", "ordinal"})


def is_weekday(words: str) -> bool:
    """Tell whether words tell a day by nothing but its place in the week; at what hour may be told."""
    said = tokens(words)
    known = [token.word for token in said]
    if any(token.kind in DATES for token in said) or any(word in _meaning("month") for word in known):
        return False
    return any(word in _meaning(sense) for word in known for sense in WEEKDAYS)


def is_length(words: str) -> bool:
    """Tell whether words tell how long and not when."""
    said = tokens(words)
    known = [token.word for token in said]
    if any(token.kind in FIGURES for token in said) or not any(word in _meaning("unit") for word in known):
        return False
    return not any(word in _fixed() for word in known)


@cache
def _fixed() -> frozenset[str]:
    return frozenset().union(*(_meaning(sense) for sense in FIXED)) - _meaning("number") - _meaning("unit")


@cache
def _meaning(sense: str) -> frozenset[str]:
    """Give the single words of all languages that have a sense."""
    tables = (language(code).phrases for code in CODES)
    rows = (row for table in tables for found in table.values() for row in found)
    return frozenset(words[0] for words, senses in rows if sense in senses and len(words) == 1)
