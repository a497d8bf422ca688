"""The date a mail client wrote above a message, in any language."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from worker.mail.headings.calendar_names import weekdays
from worker.mail.headings.clock_time import Clock, clock, zone
from worker.mail.headings.named_day import named_day
from worker.mail.headings.plain_words import plain_words

_LONGEST = 300
_ADDRESS = re.compile(r"<[^<>]*>|\S*@\S*")
_IDEOGRAPHIC = re.compile(r"(?<!\d)(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일号號]?")
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2}),? (?:tháng|thg|th)\.? ?(?P<month>\d{1,2}),? (?:năm )?(?P<year>\d{4})(?!\d)"
)
_MARK = r" ?(?P<mark>[./-]) ?"
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<year>\d{{4}}){_MARK}(?P<month>\d{{1,2}}) ?(?P=mark) ?(?P<day>\d{{1,2}})(?!\d)")
_FULL_YEAR = re.compile(rf"(?<!\d)(?P<first>\d{{1,2}}){_MARK}(?P<second>\d{{1,2}}) ?(?P=mark) ?(?P<year>\d{{4}})(?!\d)")
_SHORT_YEAR = re.compile(
    rf"(?<![\d.:])(?P<first>\d{{1,2}}){_MARK}(?P<second>\d{{1,2}}) ?(?P=mark) ?(?P<year>\d{{2}})(?![\d:])"
)
_AMERICAN = re.compile(r"\d\s?[AaPp][Mm](?![\w.])")  # 7/6/2023 5:00 PM
_CENTURY = 2000
_BUDDHIST, _OFF = 2400, 543
_FIRST, _LAST = 1970, 2100


def written_date(text: str) -> datetime | None:
    """Read the day and time a mail client wrote; naive where it wrote no offset, midnight where no time.

    >>> written_date("Donnerstag, 6. Juli 2023 um 17:00")
    datetime.datetime(2023, 7, 6, 17, 0)
    """
    text = text[:_LONGEST]
    if "@" in text:
        text = _ADDRESS.sub(" ", text)
    words = plain_words(text)
    at = clock(words, stops=False)
    day, rest = _day(_without(words, at), american=_AMERICAN.search(text) is not None)
    if day is None:
        return None
    if at is None and (at := clock(rest, stops=True)) is None:
        return datetime.combine(day, time())
    # Lengths are kept by _without, so the time's end holds for the rest as well.
    return datetime.combine(day, at.at, zone(text, rest[at.end :]))


def _without(words: str, span: Clock | re.Match[str] | None) -> str:
    if span is None:
        return words
    start, end = span.span() if isinstance(span, re.Match) else (span.start, span.end)
    return words[:start] + "|" * (end - start) + words[end:]


def _day(words: str, *, american: bool) -> tuple[date | None, str]:
    for pattern in (_IDEOGRAPHIC, _VIETNAMESE, _YEAR_FIRST):
        if found := pattern.search(words):
            return _date(found["year"], found["month"], found["day"]), _without(words, found)
    if found := _FULL_YEAR.search(words):
        return _numeric(found, words, american=american), _without(words, found)
    if named := named_day(words):
        for word in named.read_from:
            words = _without(words, word)
        return _date(named.year, named.month, named.day), words
    if found := _SHORT_YEAR.search(words):
        return _numeric(found, words, american=american), _without(words, found)
    return None, words


def _numeric(found: re.Match[str], words: str, *, american: bool) -> date | None:
    first, second = found["first"], found["second"]
    year = int(found["year"]) if len(found["year"]) > len("23") else _CENTURY + int(found["year"])
    day_first = _date(year, second, first)
    month_first = _date(year, first, second)
    if day_first is None or month_first is None or found["mark"] != "/":
        return day_first or month_first
    named = weekdays(words)
    agreeing = [day for day in (day_first, month_first) if day.weekday() in named]
    if len(agreeing) == 1:
        return agreeing[0]
    # Where days come first, clocks run to 24, or halves have stops (p.m.), or the month a nought: 6/07/2023 5:00 PM.
    unpadded = len(first) == 1 and second.startswith("0")
    return month_first if american and not unpadded else day_first


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    number = int(year)
    if number > _BUDDHIST:
        number -= _OFF
    try:
        return date(number, int(month), int(day)) if _FIRST <= number <= _LAST else None
    except ValueError:
        return None
