"""The names of months and weekdays in all languages, as one table each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from worker.mail.plain_words import plain_words
from worker.mail.tables import table

# Words are what is neither space, digit nor ASCII punctuation: Indic vowel signs and Hebrew geresh belong to them.
TOKEN = re.compile(r"(\d+)|([^\s\d\x00-\x40\x5b-\x60\x7b-\x7f،\uff0c、\uff1b\uff1a。]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarNames:
    """Each name with what it means; a month's name may mean several, each in a language of its own."""

    months: dict[str, dict[str, int]]  # name: language: 1 to 12
    days: dict[str, frozenset[int]]  # name: Monday is 0
    marks: dict[str, frozenset[str]]  # language: words that tell it
    year_dot: frozenset[str]  # languages


@cache
def calendar_names() -> CalendarNames:
    """Read the table, once."""
    languages: dict[str, dict[str, Any]] = table("calendar")["names"]
    months: dict[str, dict[str, int]] = {}
    days: dict[str, set[int]] = {}
    for language, row in languages.items():
        for number, names in enumerate(row["months"], 1):
            for name in names.split():
                months.setdefault(plain_words(name), {})[language] = number
        for number, names in enumerate(row["days"]):
            for name in names.split():
                days.setdefault(plain_words(name), set()).add(number)
    return CalendarNames(
        months=months,
        days={name: frozenset(numbers) for name, numbers in days.items()},
        marks={language: frozenset(row.get("marks", ())) for language, row in languages.items()},
        year_dot=frozenset(language for language, row in languages.items() if row.get("year_dot")),
    )


def weekdays(words: str) -> frozenset[int]:
    """Tell which weekdays folded words may name, Monday 0; a short name may mean several."""
    known = calendar_names().days
    named = [known[word] for _, word in TOKEN.findall(words) if word in known]
    return frozenset().union(*named)
