"""``onrecord extend``, ``answered``, ``snooze`` and ``dismiss``: deadlines by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from worker.answers.longer import longer
from worker.answers.put_off import put_off
from worker.cli.deciding import deciding, tell
from worker.cli.ledger import opened
from worker.deadlines.when import when
from worker.errors import Refused
from worker.prose.due import moment
from worker.records import deadline_decisions
from worker.records.database import writing
from worker.reminding import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from worker.cli.deciding import Decider
    from worker.records.database import Connection

T = TypeVar("T")

FOR_EXAMPLE = 'write a day like "Friday", "July 10, 5pm", "3 working days" or "2026-07-10 15:00"'


@click.command()
@click.argument("deadline", metavar="ID")
@click.argument("date", nargs=-1, required=True)
@deciding
def extend(decider: Decider, deadline: str, date: tuple[str, ...]) -> None:
    r"""Let a deadline be due at another time.

    ID is the first column of `onrecord deadlines`. DATE is a day, with or without an hour, or a length of time; without
    an hour it means the close of business. "3 days" and "Friday" count from when it is due now. Reminders begin anew.

    \b
    Example:
      onrecord extend 3f0c1a9b77 3 days --why "their press officer asked for it"
      onrecord extend 3f0c1a9b77 2026-07-10 15:00
    """
    means = future(decider, date)
    at = rule(decider, lambda c: extended(c, decider, deadline, " ".join(date), means))
    tell(f"{deadline} is due on {moment(at)}")


@click.command()
@click.argument("deadline", metavar="ID")
@deciding
def answered(decider: Decider, deadline: str) -> None:
    r"""Note that a deadline is answered.

    For what no letter says: an answer by telephone, or in person.

    \b
    Example:
      onrecord answered 3f0c1a9b77 --why "statement by telephone"
    """
    rule(decider, lambda c: deadline_decisions.answered(c, deadline, **decider.by))
    tell(f"{deadline} is answered")


@click.command()
@click.argument("deadline", metavar="ID")
@click.argument("date", nargs=-1, required=True)
@deciding
def snooze(decider: Decider, deadline: str, date: tuple[str, ...]) -> None:
    r"""Let nobody be reminded of a deadline for a while.

    It stays due when it is due. A day without an hour means its morning.

    \b
    Example:
      onrecord snooze 3f0c1a9b77 3 days
    """
    until = future(decider, date, put_off)
    rule(decider, lambda c: deadline_decisions.snooze(c, deadline, until, **decider.by))
    tell(f"nobody is reminded of {deadline} before {moment(until)}")


@click.command()
@click.argument("deadline", metavar="ID")
@deciding
def dismiss(decider: Decider, deadline: str) -> None:
    r"""Note that what was read as a deadline is none.

    \b
    Example:
      onrecord dismiss 3f0c1a9b77 --why "the date of the audit"
    """
    rule(decider, lambda c: deadline_decisions.dismiss(c, deadline, **decider.by))
    tell(f"{deadline} is no deadline any more")


def extended(connection: Connection, decider: Decider, deadline: str, words: str, means: datetime) -> datetime:
    """Extend a deadline, and give when it is due now; refuse a time that is no later."""
    calendar = decider.session.settings().calendar
    due_at = deadline_decisions.known(connection, deadline).due_at.astimezone(calendar.zone)
    at = longer(words, means=means, due_at=due_at, calendar=calendar)
    if at <= decider.by["at"]:
        raise Refused(f"{words!r} is {moment(at)}, which is past: name a time to come")
    if at <= due_at:
        raise Refused(f"{deadline} is due {moment(due_at)}, and {words!r} is {moment(at)}: name a later time")
    deadline_decisions.extend(connection, deadline, at, **decider.by)
    return at


def rule(decider: Decider, decision: Callable[[Connection], T]) -> T:
    """Take a decision about a deadline: it moves no mail, so nothing is placed anew."""
    settings = decider.session.settings()
    engine = opened(settings)
    settle(engine, settings.calendar, settings.rules, now=decider.by["at"])  # the table knows what the letters say
    with writing(engine) as connection:
        result = decision(connection)
    settle(engine, settings.calendar, settings.rules, now=decider.by["at"])
    return result


def future(decider: Decider, date: tuple[str, ...], read: Callable[..., datetime | None] = when) -> datetime:
    """Read a time to come as a person writes it."""
    words, now = " ".join(date), decider.by["at"]
    at = read(words, said_at=now, calendar=decider.session.settings().calendar)
    if at is None:
        raise Refused(f"{words!r} is no time that is understood: {FOR_EXAMPLE}")
    if at <= now:
        raise Refused(f"{words!r} is {moment(at)}, which is past: name a time to come")
    return at
