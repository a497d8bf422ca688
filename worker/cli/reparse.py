"""``onrecord reparse``: everything derived again from the archived octets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker import intake
from worker.cli.import_ import stop, tell
from worker.cli.ledger import meant, opened
from worker.cli.progress import metered
from worker.records import correspondences
from worker.records.database import reading

if TYPE_CHECKING:
    from worker.cli.session import Session


@click.command()
@click.option("--record", "slug", metavar="SLUG", help="Only the mail that stands on this record.")
@click.pass_obj
def reparse(session: Session, slug: str | None) -> None:
    r"""Derive everything again from the archived mail.

    What people decided stays. After an upgrade it lets old mail have what a newer version reads better; mail that could
    not be read is tried again.

    \b
    Example:
      onrecord reparse --record harbour-alliance
    """
    settings = session.settings()
    engine = opened(settings)
    try:
        with meant(engine, slugs=(slug,) if slug else ()), reading(engine) as connection:
            if slug:
                correspondences.all(connection, slug)  # refuses a word that names no record
        with metered("Reading", None) as meter:
            received = intake.reparse(engine, settings.newsroom, now=session.clock(), slug=slug, progress=meter.advance)
    except KeyboardInterrupt:
        stop()
    tell(received)
