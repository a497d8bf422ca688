"""Four figures: the year of a date, or an hour as the forces write it: "July 6, 2023", "2100 GMT", "1700 hours"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.deadlines.ahead import before_day, counts, names, past_glue

if TYPE_CHECKING:
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme

_FOUR: Final = 4
_YEARS: Final = range(1900, 2200)  # of letters
_HOURS: Final = 24
_HOUR: Final = 60
_QUARTERS: Final = frozenset({0, 15, 30, 45})


def is_hour(row: tuple[Lexeme, ...], at: int, facts: Facts) -> bool:
    """Tell whether four figures that stand here are an hour and no year, by what stands around them."""
    if not _four(row, at):
        return False
    number, after = row[at].figures[0], at + 1
    if number >= _HOURS * 100 or number % 100 >= _HOUR:
        return False
    if names(row, after, "zone", "zone_capitals", "o_clock"):
        return True
    likely = number not in _YEARS and number % 100 in _QUARTERS
    if at and row[at - 1].has("at"):
        return bool(facts.day) or (likely and not counts(row, after)) or before_day(row, after)
    return facts.dated and likely and _ends(row, after)


def with_year(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int]:
    """Add the year that stands here, or behind a few small words, and tell what follows."""
    year_at = past_glue(row, at, ",", ".")
    if not _four(row, year_at) or is_hour(row, year_at, facts):
        return facts, at
    known = row[year_at].figures[0] in _YEARS and not names(row, year_at + 1, "unit")
    if not known and not _ends(row, year_at + 1):  # "by July 6, 2500 people"
        return facts, at
    return replace(facts, year=row[year_at].figures[0]), year_at + 1


def _four(row: tuple[Lexeme, ...], at: int) -> bool:
    return at < len(row) and row[at].kind == "number" and len(row[at].written) == _FOUR


def _ends(row: tuple[Lexeme, ...], at: int) -> bool:
    return at >= len(row) or row[at].kind == "mark" or row[at].has("after")
