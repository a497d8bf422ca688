"""``onrecord extend``, ``answered``, ``snooze`` and ``dismiss``: deadlines by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

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

FOR_EXAMPLE = 'write a day like "Friday", "July 10, 5pm", "3 working days" or "2026-07-10 15:00"'


@click.command()
@click.argument("deadline", metavar="ID")
@click.argument("date", nargs=-1, required=True)
@deciding
def extend(decider: Decider, deadline: str, date: tuple[str, ...]) -> None:
    r"""Let a deadline be due at another time.

    ID is the first column of `onrecord deadlines`. DATE is a day, with or without an hour, or a span from now; without
    an hour it means the close of business. Reminders begin anew.

    \b
    Example:
      onrecord extend 3f0c1a9b77 Friday --why "their press officer asked for two days"
      onrecord extend 3f0c1a9b77 2026-07-10 15:00
    """
    at = future(decider, date)
    rule(decider, lambda c: deadline_decisions.extend(c, deadline, at, **decider.by))
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

    It stays due when it is due.

    \b
    Example:
      onrecord snooze 3f0c1a9b77 3 days
    """
    until = future(decider, date)
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


def rule(decider: Decider, decision: Callable[[Connection], int]) -> None:
    """Take a decision about a deadline: it moves no mail, so nothing is placed anew."""
    settings = decider.session.settings()
    engine = opened(settings)
    settle(engine, settings.calendar, settings.rules, now=decider.by["at"])  # the table knows what the letters say
    with writing(engine) as connection:
        decision(connection)
    settle(engine, settings.calendar, settings.rules, now=decider.by["at"])


def future(decider: Decider, date: tuple[str, ...]) -> datetime:
    """Read a time to come as a person writes it."""
    words, now = " ".join(date), decider.by["at"]
    at = when(words, said_at=now, calendar=decider.session.settings().calendar)
    if at is None:
        raise Refused(f"{words!r} is no time that is understood: {FOR_EXAMPLE}")
    if at <= now:
        raise Refused(f"{words!r} is {moment(at)}, which is past: name a time to come")
    return at
