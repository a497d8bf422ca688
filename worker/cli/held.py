"""``onrecord held``, ``file`` and ``ignore``: mail that needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker.cli.deciding import deciding, tell
from worker.cli.ledger import opened
from worker.cli.stamp import stamp
from worker.cli.table import show
from worker.records import correspondences, decisions
from worker.records.database import reading

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from worker.cli.deciding import Decider
    from worker.cli.session import Session
    from worker.cli.table import Cell
    from worker.records.correspondences import Held


@click.command()
@click.pass_obj
def held(session: Session) -> None:
    r"""List the mail that waits, with its candidates.

    Each candidate is a record it may belong to, with the evidence in brackets. `onrecord file ID SLUG` places a mail,
    `onrecord ignore ID` keeps it off all records.

    \b
    Example:
      onrecord held
    """
    settings = session.settings()
    with reading(opened(settings)) as connection:
        waiting = correspondences.held(connection)
    if not waiting:
        click.echo("No mail waits for a person.", err=True)
        return
    rows = [row(mail, settings.newsroom.zone) for mail in waiting]
    show(("id", "when", "from", "subject", "why", "candidates"), rows)


def row(mail: Held, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Tell of one held mail."""
    at = mail.message.sent_at if mail.message else None
    when = stamp(at, zone) if at else ""
    candidates = tuple(f"{c.slug} ({c.evidence})" for c in mail.candidates)
    return mail.id, when, mail.sender, mail.subject, mail.reason, candidates


@click.command()
@click.argument("held_id", metavar="HELD")
@click.argument("slug")
@deciding
def file(decider: Decider, held_id: str, slug: str) -> None:
    r"""Place held mail on a record.

    HELD is the id that `onrecord held` lists. Ignored mail can be placed in the same way, by the beginning of its
    sha256. What you decide for an address is remembered for the next mail from it.

    \b
    Example:
      onrecord file 9b74c9897b harbour-alliance --why "their press agency"
    """
    decider.take(lambda c: decisions.file(c, held_id, slug, **decider.by), slugs=(slug,), held=held_id)
    tell(f"{held_id} stands on {slug}")


@click.command()
@click.argument("held_id", metavar="HELD")
@deciding
def ignore(decider: Decider, held_id: str) -> None:
    r"""Keep held mail off all records.

    It stays in the archive.

    \b
    Example:
      onrecord ignore 9b74c9897b --why "an advertisement"
    """
    decider.take(lambda c: decisions.ignore(c, held_id, **decider.by), held=held_id)
    tell(f"{held_id} is kept off all records")
