"""When to remind of a deadline: the steps before it, at it and after it, and which of them has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.deadlines.deadline import Ask
from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.deadlines.hours import Hours

DUE: Final = "due"
FOLLOW_UP: Final = "follow-up"
_FURTHEST: Final = 250  # working days, about a year
_KEPT: Final = 4_096  # days whose steps are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How many working days before and after a deadline people are reminded of it; 0 is the morning of the day."""

    before: tuple[int, ...] = (2, 0)
    at_due: bool = True
    after: tuple[int, ...] = (1, 6, 11)
    follow_up_after: int = 7

    def __post_init__(self) -> None:
        """Refuse numbers of days that make no sense."""
        if not all(0 <= days <= _FURTHEST for days in self.before):
            raise Refused(f"reminders before a deadline come 0 to {_FURTHEST} working days before it")
        if not all(1 <= days <= _FURTHEST for days in (*self.after, self.follow_up_after)):
            raise Refused(f"reminders after a deadline, or a letter, come 1 to {_FURTHEST} working days after it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A step, by its name, and the moment it comes."""

    step: str
    at: datetime


@lru_cache(maxsize=_KEPT)  # each minute the same is asked
def schedule(
    kind: Ask, due_at: datetime, *, rules: Rules, hours: Hours, snoozed_until: datetime | None = None
) -> tuple[Reminder, ...]:
    """Give the steps of a deadline in order of time, each within hours and never before its true moment."""
    steps = _steps(kind, due_at, rules, hours)
    if snoozed_until is not None:
        snoozed = Reminder(
            step=f"snoozed {hours.local(snoozed_until):%Y-%m-%d %H:%M}", at=hours.next_open(snoozed_until)
        )
        steps = [snoozed, *(step for step in steps if step.at.astimezone(UTC) >= snoozed_until)]
    moments = {step.at.astimezone(UTC): step for step in steps}  # of two at one moment the later step counts
    return tuple(moments[at] for at in sorted(moments))


def come(  # noqa: PLR0913 - a deadline, how it is reminded of, and the time
    kind: Ask,
    due_at: datetime,
    *,
    known_at: datetime,
    now: datetime,
    rules: Rules,
    hours: Hours,
    snoozed_until: datetime | None = None,
) -> Reminder | None:
    """Give the newest step that has come since the deadline was known; none while it is snoozed."""
    moment, known = now.astimezone(UTC), known_at.astimezone(UTC)  # moments of one zone are compared by its clocks
    if snoozed_until is None:
        if _beyond(due_at - moment, rules.before) or _beyond(known - due_at, rules.after):
            return None
    elif moment < snoozed_until:
        return None
    newest = None
    for step in schedule(kind, due_at, rules=rules, hours=hours, snoozed_until=snoozed_until):
        at = step.at.astimezone(UTC)
        if at > moment:
            break
        newest = step if at >= known else None
    return newest


def _beyond(span: timedelta, working_days: tuple[int, ...]) -> bool:
    """Tell whether a span is longer than so many working days can be, whatever the holidays."""
    return span.days > 3 * max(working_days, default=0) + 30


def _steps(kind: Ask, due_at: datetime, rules: Rules, hours: Hours) -> list[Reminder]:
    if kind is Ask.FOLLOW_UP:
        return [Reminder(step=FOLLOW_UP, at=hours.next_open(due_at))]
    before, after = _around(hours.local(due_at).date(), rules, hours)
    due = [Reminder(step=DUE, at=hours.next_open(due_at))] if rules.at_due else []
    until = due_at.astimezone(UTC)
    return [*(step for step in before if step.at <= until), *due, *after]


@lru_cache(maxsize=_KEPT)
def _around(day: date, rules: Rules, hours: Hours) -> tuple[tuple[Reminder, ...], tuple[Reminder, ...]]:
    before = {number: _before(day, number, hours) for number in rules.before}
    after = {number: hours.calendar.after_working_days(day, number) for number in rules.after}
    return tuple(_openings("before", before, hours)), tuple(_openings("after", after, hours))


def _openings(side: str, days: dict[int, date | None] | dict[int, date], hours: Hours) -> Iterator[Reminder]:
    for number, day in days.items():
        if day is not None:
            yield Reminder(step=f"{side} {number}", at=hours.opening(day))


def _before(day: date, number: int, hours: Hours) -> date | None:
    """Count working days back; there is no morning of a day on which nobody works."""
    if number == 0:
        return day if hours.calendar.working_day(day) else None
    while number > 0:
        day -= timedelta(days=1)
        number -= hours.calendar.working_day(day)
    return day
