"""The names of months and weekdays in all languages, as one table each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from worker.mail.headings.plain_words import plain_words
from worker.mail.tables import table

# Words are what is neither space, digit nor ASCII punctuation: Indic vowel signs and Hebrew geresh belong to them.
TOKEN = re.compile(r"(\d+)|([^\s\d\x00-\x40\x5b-\x60\x7b-\x7f،\uff0c、\uff1b\uff1a。]+)")


_JOINT = "\u00b7"  # joins the words of one name; TOKEN takes it for a letter
_SHORTEST = 3  # letters of a weekday that proves anything: "on" is Wednesday in Danish


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
                months.setdefault(plain_words(name).replace("_", _JOINT), {})[language] = number
        for number, names in enumerate(row["days"]):
            for name in names.split():
                days.setdefault(plain_words(name), set()).add(number)
    return CalendarNames(
        months=months,
        days={name: frozenset(numbers) for name, numbers in days.items()},
        marks={language: frozenset(row.get("marks", ())) for language, row in languages.items()},
        year_dot=frozenset(language for language, row in languages.items() if row.get("year_dot")),
    )


def joined(words: str) -> str:
    """Join the words of each name that has several, keeping the length of the text."""
    return _several().sub(lambda found: found.group().replace(" ", _JOINT), words)


@cache
def _several() -> re.Pattern[str]:
    names = sorted((name for name in calendar_names().months if _JOINT in name), key=len, reverse=True)
    return re.compile("|".join(re.escape(name.replace(_JOINT, " ")) for name in names))


def weekdays(words: str) -> frozenset[int]:
    """Tell which weekdays folded words may name, Monday 0; a short name may mean several."""
    known = calendar_names().days
    named = [known[word] for _, word in TOKEN.findall(words) if word in known and len(word) >= _SHORTEST]
    return frozenset().union(*named)
