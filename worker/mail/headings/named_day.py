"""The day that a date names with its month in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from worker.mail.headings.calendar_names import TOKEN, calendar_names, joined, weekdays

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_YEAR_FIGURES = 4
_LAST_DAY = 31
_NEAR = 3  # words between a month and its day: "6 de julio", "6th of July"
_CENTURY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """Year, month and day, and the words they were read from."""

    year: int
    month: int
    day: int
    read_from: tuple[re.Match[str], ...]


def named_day(words: str) -> NamedDay | None:
    """Find day, month by name, and year in folded words."""
    names = calendar_names()
    tokens = list(TOKEN.finditer(joined(words)))
    best: tuple[tuple[bool, int], re.Match[str], re.Match[str], re.Match[str]] | None = None
    for at, token in enumerate(tokens):
        if not token[2] or token[2] not in names.months or (beside := _beside(tokens, at)) is None:
            continue
        distance, day, year = beside
        # "mar. 2 mars": what may be a weekday is a month only where no other is; of two alike the later is.
        rank = (token[2] in names.days, distance)
        if best is None or rank <= best[0]:
            best = (rank, token, day, year)
    if best is None:
        return None
    _, month, day, year = best
    number = int(year[1]) if len(year[1]) == _YEAR_FIGURES else _CENTURY + int(year[1])
    meant = _meant(month[2], number, int(day[1]), words, words[year.end() :])
    return NamedDay(year=number, month=meant, day=int(day[1]), read_from=(month, day, year))


def _beside(tokens: Sequence[re.Match[str]], at: int) -> tuple[int, re.Match[str], re.Match[str]] | None:
    figures = [n for n, token in enumerate(tokens) if token[1]]
    days = [n for n in figures if len(tokens[n][1]) < _YEAR_FIGURES and 0 < int(tokens[n][1]) <= _LAST_DAY]
    near = sorted((n for n in days if abs(n - at) <= _NEAR), key=lambda n: (abs(n - at), n))
    if not near:
        return None
    years = [n for n in figures if len(tokens[n][1]) == _YEAR_FIGURES]
    if not years:  # 6 Jul 23, Jul 6, 23
        near.sort(key=lambda n: (n > at, abs(n - at)))
        years = [n for n in figures if n > max(at, near[0]) and len(tokens[n][1]) == 2]  # noqa: PLR2004 - two figures
    if not years:
        return None
    year = min(years, key=lambda n: (abs(n - at), -n))
    return abs(near[0] - at), tokens[near[0]], tokens[year]


def _meant(name: str, year: int, day: int, words: str, behind: str) -> int:
    names = calendar_names()
    meanings = names.months[name]
    if len(set(meanings.values())) == 1:
        return next(iter(meanings.values()))
    named = weekdays(words)
    agreeing = {language: month for language, month in meanings.items() if _weekday(year, month, day) in named}
    present = {word for _, word in TOKEN.findall(words)}

    def likely(language: str) -> int:
        return len(names.marks[language] & present) + (language in names.year_dot and behind.startswith("."))

    return meanings[max(agreeing or meanings, key=likely)]


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None
