"""``onrecord open``: records for organisations, one by name or many from a table."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.cli import organisations
from worker.cli.deciding import deciding, tell
from worker.cli.organisations import Organisation, fault
from worker.errors import Refused
from worker.prose.people import counted
from worker.records import decisions, journal
from worker.threads.slug import slugify

if TYPE_CHECKING:
    from worker.cli.deciding import Decider
    from worker.records.database import Connection


@click.command()
@click.argument("name", required=False)
@click.option("--acronym", default="", metavar="TEXT", help="As in the head of its page.")
@click.option("--country", default="", metavar="TEXT", help="As in the head of its page.")
@click.option(
    "--domain", "domains", multiple=True, metavar="DOMAIN", help="Mail from there is theirs. Can be repeated."
)
@click.option("--contact", "contacts", multiple=True, metavar="ADDRESS", help="An address of theirs. Can be repeated.")
@click.option("--owner", default="", metavar="ADDRESS", help="The reporter who is told.")
@click.option("--from", "table", metavar="FILE.csv", type=click.Path(path_type=Path), help="Many, from a table.")
@deciding
def open_(decider: Decider, name: str | None, table: Path | None, **details: str | tuple[str, ...]) -> None:
    r"""Open records for organisations.

    Either one by its NAME, or many from a table with the columns name, acronym, country, domains, contacts and owner,
    in any order; missing ones are empty, several values in a cell are separated by spaces. A table can be repeated:
    what stands open is left as it is.

    \b
    Example:
      onrecord open "Harbour Alliance" --acronym HA --domain harbour.example
      onrecord open --from organisations.csv
    """
    if table is not None:
        if name or any(details.values()):
            raise Refused("either a NAME with its details or --from FILE.csv, not both")
        open_all(decider, table)
        return
    if not (name or "").strip():
        raise Refused('which organisation? `onrecord open "NAME"`, or --from FILE.csv for many')
    organisation = Organisation(name=name or "", **details)  # type: ignore[arg-type]
    if why := fault(organisation):
        raise Refused(why)
    slug = decider.take(lambda c: decisions.open_record(c, **asdict(organisation), **decider.by))
    beside = slugify(organisation.name)
    tell(f"{slug} is open" if slug == beside else f"{slug} is open, beside {beside}")


def open_all(decider: Decider, table: Path) -> None:
    """Open a record for each organisation of a table that has none, and say what was left as it is."""
    wanted, unused = organisations.read(table)
    for column in unused:
        click.echo(f"onrecord: the column {column!r} says nothing to the ledger and is left out", err=True)
    slugs = decider.take(lambda c: open_new(decider, c, wanted))
    left = len(wanted) - len(slugs)
    if not slugs:
        click.echo(f"nothing to open: {counted(left, 'organisation stands', 'organisations stand')} open already")
        return
    known = f", {left} stood open already" if left else ""
    click.echo(f"opened {counted(len(slugs), 'record', 'records')}{known}; `onrecord undo` takes back one at a time")


def open_new(decider: Decider, connection: Connection, wanted: tuple[Organisation, ...]) -> list[str]:
    """Open records for the organisations whose names stand on none that a person opened."""
    listed = {listing.name.casefold() for listing in journal.directory(connection).listings}
    return [
        decisions.open_record(connection, **asdict(organisation), **decider.by)
        for organisation in wanted
        if organisation.name.casefold() not in listed
    ]
