"""The day an expression of time means to its author."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.deadlines.author import Author
    from worker.deadlines.facts import Facts

_WEEK: Final = 7
_MONTHS: Final = 12
_FOUR_YEARS: Final = 8  # the next 29 February is never further
_IN_MONTH: Final = {"early": 10, "middle": 15, "late": 25}
_IN_WEEK: Final = {"early": 1, "middle": 2, "late": 3, "end": 4}  # from Monday
_IN_QUARTER: Final = {"early": 2, "middle": 1, "late": 0, "end": 0}  # months before its last
_IN_YEAR: Final = {"early": 1, "middle": 6, "late": 11, "end": 12}


def day(facts: Facts, author: Author) -> date | None:  # noqa: PLR0911 - one for each way to name a day
    """Compute the day; raise ValueError where there is none such."""
    today = author.wrote_at.date()
    if facts.count:
        return _after(facts, today, author)
    if facts.edge:
        return _on_edge(facts, today)
    if facts.figures:
        return _in_figures(facts.figures, today, month_first=author.month_first)
    if facts.day:
        return _named(facts, today)
    if facts.days is not None:
        return today + timedelta(days=facts.days)
    if facts.weekday is not None:
        return _weekday(facts.weekday, facts.weeks, today) + timedelta(weeks=facts.week_on)
    return None


def _after(facts: Facts, today: date, author: Author) -> date | None:
    match facts.unit:
        case "working_day":
            return author.calendar.after_working_days(today, facts.count)
        case "day":
            return today + timedelta(days=facts.count)
        case "week":  # of it or, in "a week on Friday", of the Friday
            start = today if facts.weekday is None else _weekday(facts.weekday, 0, today)
            return start + timedelta(weeks=facts.count)
        case "fortnight":
            return today + timedelta(weeks=2 * facts.count)
        case "month":
            return _months_on(today, facts.count)
        case _:
            return None


def _months_on(start: date, number: int) -> date:
    years, month = divmod(start.month - 1 + number, _MONTHS)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _on_edge(facts: Facts, today: date) -> date:
    match facts.unit:
        case "week":
            monday = today - timedelta(days=today.weekday())
            on = monday + timedelta(days=_IN_WEEK[facts.edge], weeks=facts.weeks)
            return on if on >= today else on + timedelta(weeks=1)
        case "month":
            then = _months_on(today.replace(day=1), facts.weeks)
            return _in_month(facts.edge, then.year, then.month)
        case "quarter":
            return _in_quarter(facts, today)
        case "year":
            year = today.year + facts.weeks
            return _in_month("end" if facts.edge != "middle" else "middle", year, _IN_YEAR[facts.edge])
        case _:
            return _next_month(facts, today)


def _in_quarter(facts: Facts, today: date) -> date:
    last = facts.month or (today.month + 2) // 3 * 3
    first_of_last = _months_on(date(today.year, last, 1), 0 if facts.month else 3 * facts.weeks)
    then = _months_on(first_of_last, -_IN_QUARTER[facts.edge])
    on = _in_month("end", then.year, then.month)
    return on if on >= today else _months_on(on, _MONTHS)


def _next_month(facts: Facts, today: date) -> date:
    month = facts.month or today.month
    on = _in_month(facts.edge, facts.year or today.year, month)
    return on if facts.year or on >= today else _in_month(facts.edge, today.year + 1, month)


def _in_month(edge: str, year: int, month: int) -> date:
    return date(year, month, _IN_MONTH.get(edge) or monthrange(year, month)[1])


def _in_figures(figures: tuple[int, ...], today: date, *, month_first: bool) -> date:
    first, second, *years = figures
    if first > _MONTHS or second > _MONTHS:  # only one order makes a date
        month_first = second > _MONTHS
    month, number = (first, second) if month_first else (second, first)
    if years:
        return date(years[0], month, number)
    return _next(month, number, today)


def _named(facts: Facts, today: date) -> date:
    if facts.month and facts.year:
        return date(facts.year, facts.month, facts.day or 1)
    if facts.month:
        return _next(facts.month, facts.day or 1, today)
    for later in range(_MONTHS):
        then = _months_on(today.replace(day=1), later)
        if (facts.day or 1) <= monthrange(then.year, then.month)[1] and then.replace(day=facts.day or 1) >= today:
            return then.replace(day=facts.day or 1)
    raise ValueError(facts.day)


def _next(month: int, number: int, today: date) -> date:
    for year in range(today.year, today.year + _FOUR_YEARS + 1):
        if number <= monthrange(year, month)[1] and date(year, month, number) >= today:
            return date(year, month, number)
    raise ValueError(number)


def _weekday(weekday: int, weeks: int, today: date) -> date:
    if weeks:
        return today + timedelta(days=weekday - today.weekday(), weeks=weeks)
    return today + timedelta(days=(weekday - today.weekday()) % _WEEK or _WEEK)
