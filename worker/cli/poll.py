"""``onrecord poll``: one poll of every mailbox, and everything that follows from it, in this process."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from worker import intake
from worker.cli.import_ import stop
from worker.cli.ledger import opened
from worker.cli.progress import metered
from worker.cli.remind import told as summed_up
from worker.errors import Refused, Transient
from worker.polling import Polled, poll
from worker.records import archive
from worker.records.database import reading
from worker.telling import tell

if TYPE_CHECKING:
    from worker.cli.progress import Meter
    from worker.cli.session import Session
    from worker.mailbox.account import Account
    from worker.records.database import Engine
    from worker.settings import Settings

FAILED = 2


@click.command("poll")
@click.pass_obj
def poll_(session: Session) -> None:
    r"""Poll every mailbox once.

    New mail is archived, marked on its server, read and filed, and people are told what they are to hear, in this
    process and without a broker. It can be
    interrupted and repeated: nothing is lost and nothing comes twice. One line for each mailbox tells what came; where
    one can't be polled, a line says why, the others are polled all the same, and the exit code is 2.

    \b
    Example:
      onrecord poll
    """
    settings = session.settings()
    if not settings.mailboxes:
        raise Refused("no mailbox is configured: write [[mailboxes]] with name, host, username and password")
    engine = opened(settings)
    try:
        with metered("Fetching", None) as meter:
            polls = [
                (account.name, polled(session, settings, engine, account, meter)) for account in settings.mailboxes
            ]
        with metered("Reading", None) as meter:
            intake.resume(engine, settings.newsroom, now=session.clock(), progress=meter.advance)
    except KeyboardInterrupt:
        stop()
    told_of = tell_people(session, settings, engine)
    for name, came in polls:
        if came.new or not came.refused:
            click.echo(f"{name}: {told(engine, came)}")
        for line in came.refused:
            click.echo(f"onrecord: {line}", err=True)
    if told_of:
        click.echo(f"notices: {told_of}")
    if any(came.refused for _, came in polls):
        raise click.exceptions.Exit(FAILED)


def polled(session: Session, settings: Settings, engine: Engine, account: Account, meter: Meter) -> Polled:
    """Poll a mailbox; what keeps it from being polled is told with the rest, and keeps no other waiting."""
    trusted = settings.trusted_folders
    try:
        return poll(engine, account, trusted_folders=trusted, now=session.clock(), progress=meter.advance)
    except (Refused, Transient) as error:
        return Polled(refused=(" ".join(str(error).split()),))


def tell_people(session: Session, settings: Settings, engine: Engine) -> str:
    """Tell whom it concerns, where anybody can be told, and say in a line what became of the notices."""
    if settings.bureau.server is None and not settings.bureau.channels:
        return ""
    became = tell(engine, settings.occasion(session.clock()))
    return summed_up(became) if became.total() else ""


def told(engine: Engine, came: Polled) -> str:
    """Say in one line what came, and what became of it."""
    with reading(engine) as connection:
        states = Counter(archive.states(connection, came.mails).values())
    became = ", ".join(f"{states[state]} {state}" for state in ("filed", "held", "ignored"))
    unread = f", {states['failed']} unreadable" if states["failed"] else ""
    known = f"; {came.known} known already" if came.known else ""
    large = f"; {came.oversized} too large to archive" if came.oversized else ""
    declined = f"; {came.declined} not given by the server" if came.declined else ""
    return f"{came.new} new: {became}{unread}{known}{large}{declined}"
