"""``onrecord outbox``: what people are told, what became of it, and what a person must see to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker.cli.ledger import opened
from worker.cli.stamp import stamp
from worker.cli.table import show
from worker.errors import Refused
from worker.records import outbox
from worker.records.database import reading, writing
from worker.records.outbox import Fate

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.cli.session import Session
    from worker.records.database import Connection
    from worker.records.outbox import Outgoing

COLUMNS = ("id", "when", "to", "by", "what", "record", "state", "why")
COLOURS = {Fate.FAILED: "bold red", Fate.DOUBTFUL: "bold red", Fate.SENT: "green", Fate.MOOT: "dim"}
ALL = "all"
DIGITS = 10  # of a token


@click.command("outbox")
@click.option("--all", "every", is_flag=True, help="Also what was sent, or had become moot.")
@click.option(
    "--again", metavar="ID", default="", help="Send this one as if for the first time; `all`: all that failed."
)
@click.option("--drop", metavar="ID", default="", help="Let this one rest; `all`: all that failed.")
@click.pass_obj
def outbox_(session: Session, *, every: bool, again: str, drop: str) -> None:
    r"""List the notices that wait to be sent, and those that could not be.

    One that failed is not tried any more, and one that is doubtful may have been sent: both wait for you to look, and
    `onrecord status` is not well meanwhile. `--again all` sends both, and at once what waits after a try in vain, as
    when a password was put right; `--drop all` lets both rest.

    \b
    Example:
      onrecord outbox --all | tail
      onrecord outbox --again 4a31c2b077
      onrecord outbox --again all
    """
    settings = session.settings()
    engine = opened(settings)
    if again or drop:
        if again and drop:
            raise Refused("--again and --drop: only one of them can be meant")
        with writing(engine) as connection:
            tokens = chosen(connection, again or drop, waiting=bool(again))
            for token in tokens:
                if again:
                    outbox.retry(connection, token, at=session.clock())
                else:
                    outbox.dismiss(connection, token)
        which, verb = (again or drop, "is") if (again or drop) != ALL else (str(len(tokens)), "are")
        click.echo(f"{which} {verb} sent again at once where the service runs" if again else f"{which} {verb} let rest")
        return
    with reading(engine) as connection:
        rows = outbox.listing(connection, every=every)
    if not rows:
        click.echo("Nothing waits to be sent." if not every else "No notice was written yet.", err=True)
        return
    show(COLUMNS, [row(each, settings.newsroom.zone) for each in rows], {str(k): v for k, v in COLOURS.items()})


def chosen(connection: Connection, id_: str, *, waiting: bool) -> list[str]:
    """Give the token of the notice that is meant, or of all that need a person, and that wait after a try in vain."""
    if id_ != ALL:
        return [meant(outbox.listing(connection, every=True), id_)]
    rows = outbox.listing(connection, every=False)
    found = [
        row.token
        for row in rows
        if row.state in {Fate.FAILED, Fate.DOUBTFUL} or (waiting and row.state is Fate.PENDING and row.why)
    ]
    if not found:
        raise Refused("no notice failed: `onrecord outbox` tells what waits")
    return found


def meant(rows: tuple[Outgoing, ...], id_: str) -> str:
    """Give the token that an id begins; refuse one that begins none, or several."""
    found = [row.token for row in rows if row.token.startswith(id_)]
    if len(found) != 1:
        raise Refused(f"{'no notice' if not found else 'several notices begin with'} {id_!r}: `onrecord outbox --all`")
    return found[0]


def row(each: Outgoing, zone: ZoneInfo) -> tuple[str, ...]:
    """Tell of one notice, by the newsroom's clock."""
    at: datetime = each.sent_at or each.not_before
    return (
        each.token[:DIGITS],
        stamp(at, zone),
        each.recipient,
        each.channel,
        f"{each.kind}, {each.about['step']}" if "step" in each.about else each.kind,
        each.slug,
        str(each.state),
        each.why,
    )
