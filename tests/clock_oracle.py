"""What people should hear by the specification, worked out day by day, sharing nothing with the program."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FOLLOWED_UP = 7  # working days
EVER = datetime(2100, 1, 1, tzinfo=UTC)
BACK, ON = (2, 0), (1, 6, 11)
OURS, SUBSTANCE = {"ask", "inquire"}, {"answer", "question", "both"}


@dataclass(frozen=True, slots=True)
class Person:
    """Who is told, and when they may be."""

    address: str
    zone: str
    opens: time
    closes: time
    country: str
    quiet: tuple[time, time] | None = None


@cache
def free_days(country: str) -> set[date]:
    return set(holidays.country_holidays(country, years=range(2022, 2028)))


def works(person: Person, day: date) -> bool:
    return day.isoweekday() < 6 and day not in free_days(person.country)


def in_hours(person: Person, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(person.zone))
    return works(person, local.date()) and person.opens <= local.time() < person.closes


def may_be_told(person: Person, at: datetime) -> bool:
    clock = at.astimezone(ZoneInfo(person.zone)).time()
    return in_hours(person, at) and not (person.quiet and person.quiet[0] <= clock < person.quiet[1])


@cache
def first_open(person: Person, at: datetime) -> datetime:
    """Walk on until the person is at work: quarter by quarter, for nobody here begins at another minute."""
    at = at.astimezone(UTC)
    while not in_hours(person, at):
        at += (15 - at.minute % 15) * MINUTE
    return at


@cache
def morning(person: Person, day: date) -> datetime:
    """Give the first minute of work on a working day."""
    midnight = datetime.combine(day, time(), ZoneInfo(person.zone)).astimezone(UTC)
    return first_open(person, midnight)


def shifted(person: Person, day: date, number: int) -> date:
    """Walk so many working days on, or back."""
    while number:
        day += DAY if number > 0 else -DAY
        if works(person, day):
            number -= 1 if number > 0 else -1
    return day


@cache
def plan(person: Person, kind: str, due_at: datetime) -> tuple[tuple[str, datetime], ...]:
    """Give the steps of a deadline by time; of two at one moment the later."""
    if kind == "follow-up":
        return (("follow-up", first_open(person, due_at)),)
    day = due_at.astimezone(ZoneInfo(person.zone)).date()
    steps = []
    for number in BACK:
        if number or works(person, day):
            at = morning(person, shifted(person, day, -number))
            if at <= due_at:
                steps.append((f"before {number}", at))
    steps.append(("due", first_open(person, due_at)))
    steps.extend((f"after {number}", morning(person, shifted(person, day, number))) for number in ON)
    return tuple(sorted({at: (step, at) for step, at in steps}.values(), key=lambda step: step[1]))


@dataclass(frozen=True, slots=True)
class Waited:
    """A date that is waited for during a time, of whoever owns the record."""

    record: int
    kind: str
    due_at: datetime
    known_at: datetime
    begin: datetime
    end: datetime


def waited_for(letters, room: Person):
    """Tell from the letters of one record, in order, which dates were waited for from when until when."""
    for number, letter in enumerate(letters):
        kind = "request" if letter.what == "ask" else "promise"
        told = [(kind, letter.due_at)] if letter.due_at else []
        if letter.what == "inquire":
            told = [("follow-up", follow_up_due(letter, room))]
        for kind, due_at in told:
            begin = None
            for later in range(number, len(letters)):
                on = waits(letters[: later + 1], number, kind)
                if on and begin is None:
                    begin = letters[later].at
                if not on and begin is not None:
                    yield Waited(letter.record, kind, due_at, letter.at, begin, letters[later].at)
                    begin = None
            if begin is not None:
                yield Waited(letter.record, kind, due_at, letter.at, begin, EVER)


def waits(letters, number: int, kind: str) -> bool:
    """Tell whether, with these letters in, the date of one of them is waited for."""
    later = [letter.what for letter in letters[number + 1 :]]
    if SUBSTANCE & set(later) or (kind == "request" and "ask" in later):
        return False
    said = [letter.what for letter in letters if letter.what in OURS | SUBSTANCE]
    if said[-1] in {"question", "both"}:
        return False
    if kind == "follow-up":
        dated = (n for n, letter in enumerate(letters) if letter.due_at)
        others = any(waits(letters, n, "request" if letters[n].what == "ask" else "promise") for n in dated)
        return not others and not OURS & set(later)
    return True


def follow_up_due(letter, room: Person) -> datetime:
    zone = ZoneInfo(room.zone)
    day = shifted(room, letter.sent_at.astimezone(zone).date(), FOLLOWED_UP)
    return datetime.combine(day, room.closes, zone).astimezone(UTC)


def reminders(waited, person: Person, written: list[datetime], sent: list[datetime]):
    """Yield what is told of a date and when, given the moments at which reminders are written and sent."""
    steps = plan(person, waited.kind, waited.due_at)
    for number, (step, at) in enumerate(steps):
        over = min(waited.end, steps[number + 1][1] if number + 1 < len(steps) else EVER)
        moment = chance_to(person, max(at, waited.begin), over, over, written, sent)
        if at >= waited.known_at and moment:
            yield step, moment


def chance_to(  # noqa: PLR0913, PLR0917 - two spans and what happened
    person: Person, begin: datetime, end: datetime, over: datetime, written: list[datetime], sent: list[datetime]
):
    """Give when something is sent that is to be written in one span and told before it is over; None where never."""
    first = bisect_left(written, begin)
    if first == len(written) or written[first] >= end:
        return None
    later = (at for at in sent[bisect_left(sent, written[first]) :] if at >= over or may_be_told(person, at))
    moment = next(later, None)
    return moment if moment and moment < over else None
