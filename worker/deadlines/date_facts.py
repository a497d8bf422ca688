"""The day in an expression: "July 6, 2023", "le 1er juillet", "6.7.2023", "mid-August", "next Tuesday", "tomorrow"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.deadlines.ahead import past_glue
from worker.deadlines.four_figures import with_year

if TYPE_CHECKING:
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme

_LAST_DAY: Final = 31
_BETWEEN: Final = 3  # how many small words may stand between the parts of one date


def date_facts(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    """Read a day that stands here."""
    lexeme = row[at]
    if lexeme.kind in {"date", "figures"}:
        return None if facts.day or facts.figures else (_in_figures(lexeme, facts), at + 1)
    if not facts.day and not facts.edge and not facts.figures:
        found = _month_first(row, at, facts) or _day_first(row, at, facts) or _day_alone(row, at, facts)
        if found:
            return found
    if lexeme.has("day") and facts.days is None and not facts.day:
        part = str(lexeme.senses.get("part", "")) or facts.part
        return replace(facts, days=int(lexeme.senses["day"]), part=part), at + 1
    return _weekday(row, at, facts)


def _in_figures(lexeme: Lexeme, facts: Facts) -> Facts:
    first, second, *last = lexeme.figures
    if lexeme.kind == "date":  # year, month, day
        year, month, day = (first, second, last[0]) if last else (None, first, second)
        return replace(facts, year=year, month=month, day=day)
    years = tuple(map(_full, last))
    if "." in lexeme.written:  # day.month.year, wherever it is written
        return replace(facts, day=first, month=second, year=years[0] if years else None)
    return replace(facts, figures=(first, second, *years))


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year  # noqa: PLR2004 - two figures


def _month_first(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    if not row[at].has("month"):
        return None
    day_at = _past(row, at + 1, "the", ".")
    if day_at >= len(row) or not _is_day(row[day_at]):
        return None
    if day_at + 1 < len(row) and row[day_at + 1].has("am", "pm", "o_clock"):
        return None
    named = replace(facts, month=int(row[at].senses["month"]), day=row[day_at].figures[0])
    return with_year(row, day_at + 1, named)


def _day_first(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    day = _day_number(row[at])
    if not day:
        return None
    month_at = past_glue(row, at + 1, ",", ".")
    if month_at >= len(row) or not row[month_at].has("month"):
        return None
    return with_year(row, month_at + 1, replace(facts, day=day, month=int(row[month_at].senses["month"])))


def _day_alone(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    lexeme = row[at]
    marked = at > 0 and row[at - 1].has("the_day") and lexeme.kind == "number"
    following = row[at + 1] if at + 1 < len(row) else None
    if not (lexeme.kind == "ordinal" or marked) or not _is_day(lexeme):
        return None
    if following is not None and following.has("unit", "o_clock", "am", "pm", "month"):
        return None
    return replace(facts, day=lexeme.figures[0]), at + 1


def _weekday(row: tuple[Lexeme, ...], at: int, facts: Facts) -> tuple[Facts, int] | None:
    if facts.weekday is not None:
        return None
    weeks, start = 0, at
    while at < len(row) and at - start < _BETWEEN and (row[at].has("next", "this") or _of_week(row, at, start)):
        weeks, at = weeks + row[at].has("next"), at + 1
    if at >= len(row):
        return None
    sense = "weekday" if row[at].has("weekday") else "weekday_short"
    if not row[at].has(sense) or (sense == "weekday_short" and not _dated_after(row, at)):
        return None
    named, at = row[at], at + 1
    weekday = int(named.senses[sense])
    if sense == "weekday_short" and at + 1 < len(row) and row[at].written == ".":
        at += 1
    part = str(named.senses.get("part", "")) or facts.part
    week_on = at < len(row) and row[at].has("week_on")
    later = _next_week(row, at)
    if later:
        weeks, at = 1, later
    return replace(facts, weekday=weekday, weeks=weeks, week_on=week_on, part=part), at + week_on


def _of_week(row: tuple[Lexeme, ...], at: int, start: int) -> bool:
    """Tell whether the week stands here in "next week Tuesday"."""
    return at > start and row[at].senses.get("unit") == "week" and not row[at].has("weekday")


def _next_week(row: tuple[Lexeme, ...], at: int) -> int:
    """Pass "next", "of next week" or "de la semaine prochaine"; 0 where nothing of the kind stands."""
    start, at, later = at, past_glue(row, at, ",", "."), False
    while at < min(len(row), start + 2 * _BETWEEN) and (row[at].has("next") or row[at].senses.get("unit") == "week"):
        later, at = later or row[at].has("next"), at + 1
    return at if later else 0


def _dated_after(row: tuple[Lexeme, ...], at: int) -> bool:
    """Believe "Sat", "Mon" or "Mi" where a date follows or the sentence's clause ends."""
    after = _past(row, at + 1, ",", ".", "the")
    return (
        after >= len(row)
        or row[after].kind in {"number", "ordinal", "figures", "clock", "mark", "date"}
        or row[after].has("month", "glue", "part")
    )


def _is_day(lexeme: Lexeme) -> bool:
    return lexeme.kind in {"number", "ordinal"} and 1 <= lexeme.figures[0] <= _LAST_DAY


def _day_number(lexeme: Lexeme) -> int:
    if _is_day(lexeme):
        return lexeme.figures[0]
    return int(lexeme.senses.get("number", 0)) if lexeme.has("day_word") else 0


def _past(row: tuple[Lexeme, ...], at: int, *written: str) -> int:
    while at < len(row) and row[at].written.lower() in written:
        at += 1
    return at
