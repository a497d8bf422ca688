"""The moment a person means who says "Friday", "to July 10, 5pm" or "3 working days"."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from worker.deadlines.author import author
from worker.deadlines.day import day
from worker.deadlines.expression import expression
from worker.deadlines.facts import Facts
from worker.deadlines.fold import fold
from worker.deadlines.language import CODES, language
from worker.deadlines.lexeme import lexemes
from worker.deadlines.moment import moment
from worker.deadlines.token import tokens

if TYPE_CHECKING:
    from worker.deadlines.author import Author
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.lexeme import Lexeme

_LONGEST: Final = 100
_SHORTEST: Final = 3  # letters of an abbreviated day that a person may leave in lower case
_MARKS: Final = frozenset(",.;:!()\u3002\uff0c")
_SMALL: Final = ("glue", "hard", "within", "soft", "after", "at", "the_day", "article", "request", "plea")


def when(words: str, *, said_at: datetime, calendar: Calendar) -> datetime | None:
    """Compute the moment, past or to come, on the calendar's clocks; None where the words are not understood whole."""
    words = words.strip()
    if not words or len(words) > _LONGEST or "\n" in words:
        return None
    writer = author(sent_at=said_at.astimezone(calendar.zone), calendar=calendar, ours=True)
    try:
        return _stamp(words, calendar) or _read(words, writer)
    except (ValueError, OverflowError):  # the 31st of June
        return None


def _stamp(words: str, calendar: Calendar) -> datetime | None:
    """Read "2023-07-10T15:00", which only machines write."""
    if "T" not in words or not words[:4].isdecimal():
        return None
    at = datetime.fromisoformat(words)
    return at if at.tzinfo else at.replace(tzinfo=calendar.zone)


def _read(words: str, writer: Author) -> datetime | None:
    for written in dict.fromkeys((words, _with_capitals(words))):
        row = tokens(written)
        for code in CODES:
            facts = _told(lexemes(row, language(code)))
            at = _moment(facts, writer) if facts else None
            if at:
                return at
    return None


def _with_capitals(words: str) -> str:
    """Write "fri" as the tables know it."""
    return " ".join(word.capitalize() if len(word) >= _SHORTEST and word.islower() else word for word in words.split())


def _told(row: tuple[Lexeme, ...]) -> Facts | None:
    """Give the facts of an expression with nothing but small words around it."""
    for at, lexeme in enumerate(row):
        told = expression(row, at)
        if told:
            return told.facts if all(map(_small, (*row[at : told.first], *row[told.after :]))) else None
        if not _small(lexeme):
            return None
    return None


def _small(lexeme: Lexeme) -> bool:
    return lexeme.written in _MARKS or lexeme.has(*_SMALL) or fold(lexeme.written) in _towards()


@cache
def _towards() -> frozenset[str]:
    table = tomllib.loads(files("worker.deadlines").joinpath("towards.toml").read_text(encoding="utf-8"))
    return frozenset(map(fold, table["words"]))


def _moment(facts: Facts, writer: Author) -> datetime | None:
    """Compute the moment of a day also where a letter's would be none: past, or too far off."""
    on = day(facts, writer) if facts.dated else None
    if on is None:
        return moment(facts, writer)
    eve = datetime.combine(on - timedelta(days=1), time(), UTC)
    clock = writer.wrote_at.time() if facts.same_time else facts.clock
    half = "told" if facts.same_time else facts.half
    plain = Facts(year=on.year, month=on.month, day=on.day, clock=clock, half=half, part=facts.part, zone=facts.zone)
    return moment(plain, replace(writer, sent_at=eve))
