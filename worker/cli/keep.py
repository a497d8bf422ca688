"""``onrecord close``, ``reopen``, ``confirm``, ``merge``, ``move`` and ``undo``: the ledger by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker.cli.deciding import deciding, tell
from worker.cli.log import told
from worker.cli.stamp import stamp
from worker.records import decisions, journal

if TYPE_CHECKING:
    from worker.cli.deciding import Decider


@click.command()
@click.argument("slug")
@deciding
def close(decider: Decider, slug: str) -> None:
    r"""Close a record.

    A closed record still takes mail that is proved to belong there; the rest is held.

    \b
    Example:
      onrecord close harbour-alliance --why "published on March 3"
    """
    decider.take(lambda c: decisions.close(c, slug, **decider.by), slugs=(slug,))
    tell(f"{slug} is closed")


@click.command()
@click.argument("slug")
@deciding
def reopen(decider: Decider, slug: str) -> None:
    r"""Open a closed record again.

    \b
    Example:
      onrecord reopen harbour-alliance
    """
    decider.take(lambda c: decisions.reopen(c, slug, **decider.by), slugs=(slug,))
    tell(f"{slug} is open again")


@click.command()
@click.argument("slug")
@deciding
def confirm(decider: Decider, slug: str) -> None:
    r"""Confirm a record that mail opened by itself.

    \b
    Example:
      onrecord confirm harbour-alliance
    """
    decider.take(lambda c: decisions.confirm(c, slug, **decider.by), slugs=(slug,))
    tell(f"{slug} is confirmed")


@click.command()
@click.argument("slug")
@click.argument("into")
@deciding
def merge(decider: Decider, slug: str, into: str) -> None:
    r"""Let one record take over another.

    INTO takes over the entries of SLUG, and later mail follows them.

    \b
    Example:
      onrecord merge harbour-alliance-2 harbour-alliance --why "their agency"
    """
    decider.take(lambda c: decisions.merge(c, slug, into, **decider.by), slugs=(slug, into))
    tell(f"{slug} is merged into {into}")


@click.command()
@click.argument("entry")
@click.argument("slug")
@deciding
def move(decider: Decider, entry: str, slug: str) -> None:
    r"""Move an entry to another record.

    ENTRY is the id in brackets that `onrecord show` prints before each letter.

    \b
    Example:
      onrecord move 1f3a9c02 nordic-fisheries --why "answers for the parent company"
    """
    decider.take(lambda c: decisions.move(c, entry, slug, **decider.by), slugs=(slug,), entry=entry)
    tell(f"{entry} stands on {slug}")


@click.command()
@deciding
def undo(decider: Decider) -> None:
    r"""Take back what was done by hand.

    The newest decision that still stands is taken back; again, and the one before it is. `onrecord log` lists them.

    \b
    Example:
      onrecord undo --why "wrong record"
    """
    line = decider.take(lambda c: journal.undo(c, **decider.by))
    zone = decider.session.settings().newsroom.zone
    click.echo(f"taken back: {told(line, zone)} (of {stamp(line.at, zone)}, by {line.who})")
