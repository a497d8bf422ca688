"""The time of day in an expression: "5 p.m.", "17h00", "17 Uhr", "at 3", "noon", "close of business", "ET"."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Final

from worker.deadlines.facts import Facts

if TYPE_CHECKING:
    from worker.deadlines.lexeme import Lexeme

_HOURS: Final = 24
_NOON: Final = 12
_HALF: Final = 30
_EARLIEST: Final = 8  # a bare "at 3" is in the afternoon
_FOUR: Final = 4
_QUARTERS: Final = frozenset({0, 15, 30, 45})
_YEARS: Final = range(1990, 2100)


def clock_facts(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    """Read a time of day, part of a day or zone that stands here."""
    lexeme = row[at]
    if lexeme.has("zone", "zone_capitals") and facts.timed and not facts.zone:
        zone = str(lexeme.senses.get("zone") or lexeme.senses["zone_capitals"])
        return replace(facts, zone=zone), at + 1
    if lexeme.has("part") and not facts.part:
        return replace(facts, part=str(lexeme.senses["part"])), at + 1
    if lexeme.has("same_time") and not facts.timed:
        return replace(facts, same_time=True), at + 1
    if facts.clock is not None and at and row[at - 1].written == "(":  # "3pm (15:00)"
        again = _clock(row, at, replace(facts, clock=None))
        return (facts, again[1]) if again else None
    if facts.clock is not None or facts.same_time:
        return None
    return _clock(row, at, facts)


def _clock(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    start = at
    told = _in_words(row, at) or _figures(row, at)
    if told is None:
        return None
    hour, minute, sure, at = told
    if at < len(row) and row[at].has("am", "pm"):
        hour, sure, at = _on_half(hour, afternoon=row[at].has("pm")), True, at + 1
    elif at < len(row) and row[at].has("o_clock"):
        at, sure = at + 1, True
        if at < len(row) and row[at].kind == "number" and not minute and _is_minute(row, at):
            minute, at = row[at].figures[0], at + 1
    elif sure is None and start and row[start - 1].has("at"):
        hour, sure = _unqualified(hour, facts), not _next_names(row, at, "month", "unit")
    if not sure or hour > _HOURS or minute >= 60:  # noqa: PLR2004 - minutes of an hour
        return None
    clock = time(23, 59) if hour == _HOURS else time(hour, minute)
    return replace(facts, clock=clock), at


def _figures(row: tuple[Lexeme, ...], at: int) -> tuple[int, int, bool | None, int] | None:
    """Give hour, minute, whether it is surely a time (None: only beside "at"), and what follows."""
    if at >= len(row):
        return None
    lexeme = row[at]
    if lexeme.kind in {"clock", "hours"}:
        hour, minute = (*lexeme.figures, 0)[:2]
        return hour, _HALF if "半" in lexeme.written else minute, hour <= _HOURS, at + 1
    if lexeme.has("number") and 0 < int(lexeme.senses["number"]) <= _NOON and _hour_ends(row, at + 1):
        return int(lexeme.senses["number"]), 0, None, at + 1
    if lexeme.kind != "number":
        return None
    (number,) = lexeme.figures
    if len(lexeme.written) == _FOUR and number % 100 in _QUARTERS and number < _HOURS * 100:
        sure = number not in _YEARS or _next_names(row, at + 1, "glue", "o_clock")
        return number // 100, number % 100, None if sure else False, at + 1
    return (number, 0, None, at + 1) if number <= _HOURS else None


def _in_words(row: tuple[Lexeme, ...], at: int) -> tuple[int, int, bool | None, int] | None:
    """Read "half past five", "quarter to six", "halb sechs"."""
    if not row[at].has("past") or at + 1 >= len(row):
        return None
    hour = int(row[at + 1].senses.get("number", 0)) or (*row[at + 1].figures, 0)[0]
    if not 0 < hour <= _NOON:
        return None
    minutes = hour * 60 + int(row[at].senses["past"])
    hour, minute = divmod(minutes, 60)
    return _unqualified(hour, Facts()), minute, True, at + 2


def _hour_ends(row: tuple[Lexeme, ...], at: int) -> bool:
    """Tell whether a number in words is an hour by what stands behind it: "five o'clock", "at five."."""
    return at >= len(row) or row[at].kind == "mark" or row[at].has("am", "pm", "o_clock")


def _on_half(hour: int, *, afternoon: bool) -> int:
    if afternoon:
        return hour + _NOON if hour < _NOON else hour
    return 0 if hour == _NOON else hour


def _unqualified(hour: int, facts: Facts) -> int:
    """Take a bare hour before eight for the afternoon's, unless the morning was named."""
    return hour + _NOON if 0 < hour < _EARLIEST and facts.part != "12:00" else hour


def _next_names(row: tuple[Lexeme, ...], at: int, *senses: str) -> bool:
    return at < len(row) and row[at].has(*senses)


def _is_minute(row: tuple[Lexeme, ...], at: int) -> bool:
    return len(row[at].written) == 2 and row[at].figures[0] < 60 and not _next_names(row, at + 1, "month", "unit")  # noqa: PLR2004 - two figures, minutes of an hour
