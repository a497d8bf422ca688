"""``onrecord remind``: what falls due now is told now, once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from worker.cli.ledger import opened
from worker.errors import Refused
from worker.telling import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.cli.session import Session

WORDS = ("sent", "moot", "to be tried again", "in doubt", "failed")
YEARS = range(1970, 2201)  # of which calendars tell the holidays
NOWHERE = "nobody can be told: set [smtp] host, or [[channels]], in the configuration; `onrecord check` tries them"


@click.command()
@click.option("--now", metavar="ISO", default="", help="As if it were this time, like 2026-07-10T09:00. [the clock]")
@click.pass_obj
def remind(session: Session, now: str) -> None:
    r"""Tell everybody what they are to hear by now, once.

    The service does so each minute. Reminders, receipts and answers that wait in the outbox leave; what has become moot
    since it was written does not. Nobody is reminded at night, on a weekend or on a public holiday.

    \b
    Example:
      onrecord remind
      onrecord remind --now 2026-07-10T09:00
    """
    settings = session.settings()
    if settings.bureau.server is None and not settings.bureau.channels:
        raise Refused(NOWHERE)
    at = moment(now, session) if now else session.clock()
    became = tell(opened(settings), settings.occasion(at))
    click.echo(told(became))


def moment(written: str, session: Session) -> datetime:
    """Read a time in ISO 8601, in the newsroom's zone where it names none."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(f'--now {written!r} is no time: write it like "2026-07-10T09:00"') from None
    if at.year not in YEARS:
        raise Refused(f"--now {written!r} is too far off: write a year from {YEARS[0]} to {YEARS[-1]}")
    return at if at.tzinfo else at.replace(tzinfo=session.settings().newsroom.zone)


def told(became: Mapping[str, int]) -> str:
    """Say in a line what became of the notices."""
    counts = [f"{became[word]} {word}" for word in WORDS if became.get(word)]
    return ", ".join(counts) if counts else "nothing to tell"
