"""Spans and edges in an expression: "five business days", "a week from today", "the end of next month", "Q3"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.deadlines.date_facts import date_facts
from worker.deadlines.four_figures import is_hour, with_year

if TYPE_CHECKING:
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme

_LONGEST: Final = 400
_HOURS: Final = 24
_BETWEEN: Final = 3
_MONTHS: Final = 3  # of a quarter
_LAST_MINUTE: Final = "23:59"  # of "the end of February 26"


def span_facts(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    """Read a span from now, or the edge of a month, week, quarter or year, that stands here."""
    if facts.dated or _is_clock(row, at, facts):
        return None
    return _span(row, at, facts) or _edge(row, at, facts) or _whole(row, at, facts)


def _is_clock(row: tuple[Lexeme, ...], at: int, facts: Facts) -> bool:
    """Tell whether a time of day stands here and not a span: "até às 18 horas"."""
    if is_hour(row, at, facts):
        return True
    if not at or not row[at - 1].has("at") or row[at - 1].has("within") or at + 1 >= len(row):
        return False
    return row[at].kind == "number" and row[at].figures[0] <= _HOURS and row[at + 1].has("o_clock")


def _span(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    given = at > 0 and row[at - 1].has("within")
    at = _past(row, at, "article")
    if at < len(row) and row[at].kind == "hours" and (given or row[at].figures[0] > _HOURS):  # "within 24h", "by 18h"
        return replace(facts, count=row[at].figures[0], unit="hour"), at + 1
    if at < len(row) and row[at].has("span"):  # a word for "two weeks"
        count_of, unit = str(row[at].senses["span"]).split()
        return replace(facts, count=int(count_of), unit=unit), at + 1
    told = _number(row, at)
    if told is None:
        return None
    count, at = _number(row, told[1]) or told  # "a further two weeks"
    if at < len(row) and (row[at].has("or") or row[at].written in {"-", "\u2013", "/"}):
        further = _number(row, at + 1)
        count, at = further or (count, at)
    at = _past_repetition(row, at)
    at = _past(row, at, "article")
    if at >= len(row) or not row[at].has("unit") or not 0 < count <= _LONGEST:
        return None
    named = replace(facts, count=count, unit=str(row[at].senses["unit"]))
    at += 1
    if at < len(row) and row[at].has("from_now"):
        return replace(named, from_now=True), at + 1
    return named, at


def _number(row: tuple[Lexeme, ...], at: int) -> tuple[int, int] | None:
    if at < len(row) and row[at].kind == "number":
        return row[at].figures[0], at + 1
    if at < len(row) and row[at].has("number"):
        return int(row[at].senses["number"]), at + 1
    return None


def _past_repetition(row: tuple[Lexeme, ...], at: int) -> int:
    """Pass the figure lawyers put behind the word: "five (5) days"."""
    closing = at + 2
    repeated = closing < len(row) and row[at].written == "(" and row[closing].written == ")"
    return closing + 1 if repeated else at


def _edge(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    if row[at].has("edged"):  # a word for "the end of the month"
        name, unit, weeks = str(row[at].senses["edged"]).split()
        return replace(facts, edge=name, unit=unit, weeks=int(weeks)), at + 1
    if not row[at].has("edge"):
        return _month_then_edge(row, at, facts)
    edge = replace(facts, edge=str(row[at].senses["edge"]))
    at = _past(row, at + 1, "glue")
    if edge.edge == "end" and at < len(row):
        day = date_facts(row, at, facts)
        if day is not None and not day[0].figures:
            return replace(day[0], part=_LAST_MINUTE), day[1]
    if at < len(row) and row[at].has("month"):
        return with_year(row, at + 1, replace(edge, month=int(row[at].senses["month"])))
    quarter = _quarter(row, at)
    if quarter:
        return replace(edge, month=quarter * _MONTHS, unit="quarter"), at + 1 + (row[at].written.upper() == "Q")
    return _whole(row, at, edge)


def _month_then_edge(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    """Read the Chinese order: "8月中旬", "八月底"."""
    month, behind = row[at].senses.get("month"), at + 1
    if row[at].kind == "number" and behind < len(row) and row[behind].written == "月":
        month, behind = row[at].figures[0], at + 2
    if month and row[behind - 1].has("edged"):
        return replace(facts, month=int(month), edge=str(row[behind - 1].senses["edged"]).split()[0]), behind
    if not month or behind >= len(row) or not row[behind].has("edge_behind") or int(month) > 4 * _MONTHS:
        return None
    return replace(facts, month=int(month), edge=str(row[behind].senses["edge_behind"])), behind + 1


def _quarter(row: tuple[Lexeme, ...], at: int) -> int:
    """Tell which quarter "Q3" is."""
    named = at + 1 < len(row) and row[at].written.upper() in {"Q", "T"} and row[at + 1].kind == "number"
    return row[at + 1].figures[0] if named and row[at + 1].written in {"1", "2", "3", "4"} else 0


def _whole(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    """Read "next week", "this month", or after an edge only "the week"; without an edge it ends with its unit."""
    weeks, start = 0, at
    while at < len(row) and row[at].has("next", "this", "glue") and at - start < _BETWEEN and not row[at].has("unit"):
        weeks, at = weeks + row[at].has("next"), at + 1
    told = any(lexeme.has("next", "this") for lexeme in row[start:at]) or _ending(row, start, at)
    if at >= len(row) or not row[at].has("unit") or row[at].senses["unit"] in {"hour", "day", "working_day"}:
        return None
    unit, at = str(row[at].senses["unit"]), at + 1
    if unit == "week" and at < len(row) and row[at].has("weekday"):  # "next week Tuesday"
        return None
    if at < len(row) and row[at].has("next", "this"):
        weeks, told, at = weeks + row[at].has("next"), True, at + 1
    if not told and not facts.edge:
        return None
    return replace(facts, edge=facts.edge or "end", unit=unit, weeks=weeks), at


def _ending(row: tuple[Lexeme, ...], start: int, at: int) -> bool:
    """Tell whether "the month" is this one: "before the month is over", "within the week"."""
    if (
        not start
        or (start == at and not row[start - 1].has("definite"))
        or (at + 1 < len(row) and row[at + 1].has("glue", "number"))
    ):
        return False
    return row[start - 1].has("hard") or (row[start - 1].has("within") and not row[start - 1].has("soft"))


def _past(row: tuple[Lexeme, ...], at: int, sense: str) -> int:
    """Pass the small words that stand here, three at most."""
    end = min(len(row), at + _BETWEEN)
    while at < end and row[at].has(sense) and not row[at].has("number", "unit", "month"):
        at += 1
    return at
