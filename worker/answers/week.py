"""When a week or a month begins that words name as a whole ("next week")."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from worker.deadlines.expression import expression
from worker.deadlines.language import CODES, language
from worker.deadlines.lexeme import lexemes
from worker.deadlines.token import tokens

if TYPE_CHECKING:
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme

EDGES: Final = ("edge", "edge_behind", "edged")


def beginning(words: str, *, until: datetime, calendar: Calendar) -> datetime | None:
    """Give the first moment of the span whose end the words were read as; None where they name no span as a whole."""
    row = tokens(words)
    unit = next((unit for code in CODES if (unit := span(lexemes(row, language(code))))), "")
    last = until.astimezone(calendar.zone).date()
    days = {"week": last.weekday(), "month": last.day - 1}.get(unit)
    return None if days is None else datetime.combine(last - timedelta(days=days), time(), calendar.zone)


def span(row: tuple[Lexeme, ...]) -> str:
    """Give the unit of a span to come that is named without its beginning, middle or end."""
    if any(lexeme.has(*EDGES) for lexeme in row):
        return ""
    told = (expression(row, at) for at in range(len(row)))
    return next((found.facts.unit for found in told if found and whole(found.facts)), "")


def whole(facts: Facts) -> bool:
    """Tell whether these facts are of a span to come and of no day in it."""
    return bool(facts.edge and facts.weeks) and facts.weekday is None and not facts.timed
