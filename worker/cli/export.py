"""``onrecord export``: the ledger for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from worker.cli import export_csv, export_json, export_mbox
from worker.cli.ledger import meant, opened
from worker.records import correspondences
from worker.records.database import reading
from worker.records.publications import publications

if TYPE_CHECKING:
    from worker.cli.session import Session


@click.command()
@click.option("--record", "slug", metavar="SLUG", help="Only this record.")
@click.option("--format", "form", type=click.Choice(["json", "csv", "mbox"]), default="json", show_default=True)
@click.pass_obj
def export(session: Session, slug: str | None, form: str) -> None:
    r"""Print the ledger as JSON, CSV or mbox.

    JSON holds all there is: the records with their entries and deadlines, the mail that is held and the mail that is
    ignored. CSV has a row for each entry. Both
    tell of what was added by hand, too. mbox holds the mail that brought the entries, as it came.

    \b
    Example:
      onrecord export --record harbour-alliance --format csv > harbour.csv
    """
    settings = session.settings()
    engine = opened(settings)
    out, now = sys.stdout.buffer, session.clock()
    with meant(engine, slugs=(slug,) if slug else ()), reading(engine) as connection:
        records = correspondences.all(connection, slug)
        decided = publications(connection, [record.slug for record in records]) if form != "mbox" else {}
        told = ((record, decided[record.slug]) for record in records)
        if form == "json":
            held = () if slug else correspondences.held(connection)
            ignored = () if slug else correspondences.ignored(connection)
            out.writelines(export_json.pieces(told, held, ignored, calendar=settings.calendar, now=now))
        elif form == "csv":
            out.writelines(export_csv.rows(told, calendar=settings.calendar, now=now))
        else:
            out.writelines(export_mbox.mails(connection, records))
    out.flush()
