"""``onrecord records`` and ``show``: the ledger for a person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker.cli.counts import counts
from worker.cli.embargo_words import embargo_words
from worker.cli.ledger import meant, opened
from worker.cli.page import page
from worker.cli.table import plain
from worker.cli.table import show as show_table
from worker.records import correspondences
from worker.records.database import reading
from worker.records.publications import publication, publications

if TYPE_CHECKING:
    from worker.cli.session import Session
    from worker.correspondence import Correspondence
    from worker.publication.record import Publication
    from worker.publishing.edition import Edition


@click.command()
@click.pass_obj
def records(session: Session) -> None:
    r"""List the records.

    "unconfirmed" is a record that mail opened by itself and nobody has looked at yet. Range and counts are those of
    its page once anything of it is public.

    \b
    Example:
      onrecord records
    """
    settings = session.settings()
    with reading(opened(settings)) as connection:
        every = correspondences.all(connection)
        decided = publications(connection, [record.slug for record in every])
    if not every:
        click.echo('No records yet: `onrecord open "NAME"` opens one, `onrecord import PATH` files mail.', err=True)
        return
    edition = settings.edition(session.clock())
    show_table(
        ("slug", "organisation", "status", "from - to", "inquiries", "replies", "owner"),
        [row(record, decided[record.slug], edition) for record in every],
    )


def row(record: Correspondence, decided: Publication, edition: Edition) -> tuple[str, ...]:
    """Tell of one record."""
    told = counts(record, decided, edition)
    unconfirmed = "" if record.confirmed else "unconfirmed"
    held = embargo_words(decided, edition.newsroom.zone) if decided.embargoed(edition.now) else ""
    status = ", ".join(filter(None, (record.status, unconfirmed, held)))
    return record.slug, record.name, status, told.range, str(told.inquiries), str(told.replies), record.owner


@click.command()
@click.argument("slug")
@click.pass_obj
def show(session: Session, slug: str) -> None:
    r"""Print one record as its page tells it.

    But for those who decide of it: all letters in full, also what is withheld, or covered on the page. The range and
    the counts are those of the page once anything of it is public. The word in brackets before each letter is its id,
    for `onrecord move` and `onrecord release`; after it stands whether the public reads it: pending, published,
    withheld, or never public. Below a letter that sets a date stands what came of it.

    \b
    Example:
      onrecord show harbour-alliance | less
    """
    settings = session.settings()
    engine = opened(settings)
    with meant(engine, slugs=(slug,)), reading(engine) as connection:
        (record,) = correspondences.all(connection, slug)
        decided = publication(connection, slug)
    standings = record.deadlines(settings.calendar, session.clock())
    for line in page(record, settings.newsroom, standings, decided, settings.edition(session.clock())):
        click.echo(plain(line))
