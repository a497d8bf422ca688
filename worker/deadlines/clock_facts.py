"""The time of day in an expression: "5 p.m.", "17h00", "17 Uhr", "at 3", "noon", "close of business", "ET"."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.deadlines.ahead import before_day, counts, names
from worker.deadlines.four_figures import is_hour

if TYPE_CHECKING:
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme

_HOURS: Final = 24
_NOON: Final = 12
_HALF: Final = 30
_OPEN: Final = "open"


class _Told(NamedTuple):
    """An hour and minute, whether they are surely a time (None: only beside "at"), of which half, and what follows."""

    hour: int
    minute: int
    sure: bool | None
    half: str
    after: int


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
    told = _in_words(row, at) or _figures(row, at, facts)
    if told is None:
        return None
    hour, minute, sure, half, at = told
    if sure is None and start and row[start - 1].has("at"):
        sure = not counts(row, at)
    if names(row, at, "o_clock"):
        half, sure, at = half if row[at].has("dial") else "", True, at + 1
        if at < len(row) and row[at].kind == "number" and not minute and _is_minute(row, at):
            minute, at = row[at].figures[0], at + 1
    if names(row, at, "past_behind") and not minute and hour:
        hour, minute = divmod(hour * 60 + int(row[at].senses["past_behind"]), 60)
        sure, at = True, at + 1
    if names(row, at, "am", "pm"):
        hour, half, sure, at = _on_half(hour, afternoon=row[at].has("pm")), "told", True, at + 1
    if not sure or hour > _HOURS or minute >= 60:  # noqa: PLR2004 - minutes of an hour
        return None
    clock = time(23, 59) if hour == _HOURS else time(hour, minute)
    return replace(facts, clock=clock, half=half), at


def _figures(row: tuple[Lexeme, ...], at: int, facts: Facts) -> _Told | None:
    if at >= len(row):
        return None
    lexeme = row[at]
    if lexeme.kind in {"clock", "hours"}:
        hour, minute = (*lexeme.figures, 0)[:2]
        return _Told(hour, _HALF if "半" in lexeme.written else minute, hour <= _HOURS, "", at + 1)
    if lexeme.has("number") and 0 < int(lexeme.senses["number"]) <= _NOON and _hour_ends(row, at + 1, facts):
        return _Told(int(lexeme.senses["number"]), 0, None, _OPEN, at + 1)
    if lexeme.kind != "number":
        return None
    (number,) = lexeme.figures
    if is_hour(row, at, facts):
        return _Told(number // 100, number % 100, True, "", at + 1)  # noqa: FBT003 - sure
    return _Told(number, 0, None, _OPEN, at + 1) if number <= _HOURS else None


def _in_words(row: tuple[Lexeme, ...], at: int) -> _Told | None:
    """Read "half past five", "quarter to six", "halb sechs", "ten to five"."""
    if row[at].has("past"):
        minutes, at, sure = int(row[at].senses["past"]), at + 1, True
    elif names(row, at + 1, "minutes") and 0 < _number(row, at) < _HALF:  # "from ten to five" is a span of hours
        minutes, at, sure = _number(row, at) * int(row[at + 1].senses["minutes"]), at + 2, None
    else:
        return None
    hour = _number(row, at)
    if not 0 < hour <= _NOON or (hour == 1 and counts(row, at + 1)):  # "half a day"
        return None
    return _Told(*divmod(hour * 60 + minutes, 60), sure, _OPEN, at + 1)


def _number(row: tuple[Lexeme, ...], at: int) -> int:
    if at >= len(row):
        return 0
    return int(row[at].senses.get("number", 0)) or (*row[at].figures, 0)[0]


def _hour_ends(row: tuple[Lexeme, ...], at: int, facts: Facts) -> bool:
    """Tell whether a number in words is an hour by what stands around it: "five o'clock", "five on Friday"."""
    if at >= len(row) or row[at].kind == "mark" or row[at].has("am", "pm", "o_clock", "past_behind"):
        return True
    return before_day(row, at) or bool(facts.part and not counts(row, at))


def _on_half(hour: int, *, afternoon: bool) -> int:
    if afternoon:
        return hour + _NOON if hour < _NOON else hour
    return 0 if hour == _NOON else hour


def _is_minute(row: tuple[Lexeme, ...], at: int) -> bool:
    return len(row[at].written) == 2 and row[at].figures[0] < 60 and not names(row, at + 1, "month", "unit")  # noqa: PLR2004 - two figures, minutes of an hour
