"""The moment an expression of time means to its author."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from worker.deadlines.day import day

if TYPE_CHECKING:
    from worker.deadlines.author import Author
    from worker.deadlines.facts import Facts

_NOON: Final = 12
_DAY: Final = 24 * 60  # minutes
_LAST: Final = time(23, 59)
_MORNING: Final = "morning"
_CLOSE: Final = "close"
_MIDST: Final = {_MORNING: 7, "": 14, _CLOSE: 16, "23:59": 21}  # around which hour a part of the day lies; "": work
_NEAR: Final = timedelta(days=275)  # "3 May" written in June is last May's
_FAR: Final = timedelta(days=2 * 366)  # what a letter tells of later years is a plan, no deadline


def moment(facts: Facts, author: Author) -> datetime | None:
    """Compute the moment, or None where there is no such day, it is past, or too far off to be a deadline."""
    if facts.clock is not None or (facts.timed and facts.part != _CLOSE):
        author = replace(author, zone=author.clock)
    try:
        due_at = _due(facts, author)
        furthest = author.sent_at + (_FAR if facts.year else _NEAR)
    except (ValueError, OverflowError):  # the 31st of June, the year 10000
        return None
    return due_at if due_at is not None and author.sent_at <= due_at <= furthest else None


def _due(facts: Facts, author: Author) -> datetime | None:
    wrote_at = author.wrote_at
    if facts.unit == "hour" and facts.count:
        return author.sent_at.astimezone(author.zone) + timedelta(hours=facts.count)
    on = day(facts, author) if facts.dated else wrote_at.date()
    if on is None:
        return None
    due_at = _at(on, facts, author)
    if not facts.dated and due_at < author.sent_at:
        due_at = _at(on + timedelta(days=1), facts, author)
    return due_at


def _at(on: date, facts: Facts, author: Author) -> datetime:
    zone = ZoneInfo(facts.zone) if facts.zone else author.zone
    if facts.same_time:
        return datetime.combine(on, author.sent_at.astimezone(author.zone).time(), author.zone)
    return datetime.combine(on, _time(facts, author), zone)


def _time(facts: Facts, author: Author) -> time:
    if facts.clock is None:
        return _ending(facts.part, author)
    if facts.half == "told" or facts.clock.hour > _NOON or not (facts.part or facts.half):
        return facts.clock
    return _nearest(facts.clock, _MIDST.get(facts.part) or time.fromisoformat(facts.part).hour)


def _ending(part: str, author: Author) -> time:
    if part in {"", _CLOSE}:
        return author.calendar.close_of_business
    return time(_NOON) if part == _MORNING else time.fromisoformat(part)


def _nearest(dial: time, midst: int) -> time:
    """Give the hour of the day that a hand on the dial shows nearest to another: of eight "tonight" that of twenty."""
    minutes = dial.hour % _NOON * 60 + dial.minute
    nearest = min((minutes, minutes + _NOON * 60, minutes + _DAY), key=lambda minute: abs(minute - midst * 60))
    return _LAST if nearest >= _DAY else time(*divmod(nearest, 60))
