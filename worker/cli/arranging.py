"""``onrecord embargo``, ``count`` and ``assign``: what a page tells of a record as a whole, and from when on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.deciding import deciding
from worker.cli.embargo_words import embargo_words
from worker.cli.ledger import opened
from worker.cli.ruling import future
from worker.errors import Refused
from worker.prose.due import moment
from worker.records import page_decisions, publications
from worker.records.database import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.cli.deciding import Decider


@click.command()
@click.argument("slug_and_date", nargs=-1, metavar="[SLUG] [DATE]...")
@click.option("--investigation", default="", metavar="NAME", help="All records of an investigation instead of one.")
@click.option("--lift", is_flag=True, help="Let it be public from now on.")
@deciding
def embargo(decider: Decider, slug_and_date: tuple[str, ...], investigation: str, *, lift: bool) -> None:
    r"""Keep a record from the public until a day.

    What is released stays off the pages until then, and comes onto them by itself; so does what is moved from the
    record to another. Without an hour, DATE means the close of business.

    \b
    Example:
      onrecord embargo harbour-alliance 2026-12-01 06:00 --why "publication day"
      onrecord embargo --investigation "Working hours" --lift
    """
    slug, words = ("", slug_and_date) if investigation else (slug_and_date[:1], slug_and_date[1:])
    named = slug[0] if slug else ""
    if not (named or investigation):
        raise Refused("which record? `onrecord embargo SLUG DATE`, or --investigation NAME for several")
    if bool(words) == lift:
        raise Refused("either a DATE until when, or --lift")
    until = None if lift else future(decider, words)
    keep = partial(page_decisions.embargo, until=until, slug=named, investigation=investigation, **decider.by)
    decider.note(keep, slugs=(named,) if named else ())
    decider.tell(
        f"{named or investigation} is under embargo until {moment(until)}"
        if until
        else f"{named or investigation} is under no embargo"
    )
    for told_of in others(decider, named, investigation, until):
        click.echo(f"onrecord: {told_of}", err=True)


def others(decider: Decider, slug: str, name: str, until: datetime | None) -> Iterator[str]:
    """Yield what keeps records back for longer than an embargo that was just set or lifted."""
    settings = decider.session.settings()
    with reading(opened(settings)) as connection:
        slugs = (slug,) if slug else publications.belonging(connection, name)
        told = publications.publications(connection, slugs)
    for held, decided in told.items():
        if decided.embargoed(decider.by["at"]) and (until is None or decided.embargo_until != until):
            yield f"{held} is {embargo_words(decided, settings.newsroom.zone)} all the same"


@click.command()
@click.argument("slug")
@click.option("--inquiries", type=click.IntRange(min=0), metavar="N")
@click.option("--replies", type=click.IntRange(min=0), metavar="N")
@click.option("--first", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The first day of the range.")
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The last day of the range.")
@deciding
def count(  # noqa: PLR0913 - what the head of a page tells
    decider: Decider,
    slug: str,
    *,
    inquiries: int | None,
    replies: int | None,
    first: datetime | None,
    last: datetime | None,
) -> None:
    r"""Override the counts and days in the head of a page.

    What is not given is counted as before; without options everything is. It takes a reason.

    \b
    Example:
      onrecord count harbour-alliance --inquiries 12 --why "two letters on paper"
    """
    override = partial(page_decisions.override, slug=slug, inquiries=inquiries, replies=replies)
    decider.note(lambda c: override(c, first=day(first), last=day(last), **decider.by), slugs=(slug,))
    told = {"inquiries": inquiries, "replies": replies, "first": day(first), "last": day(last)}
    given = ", ".join(f"{name} {value}" for name, value in told.items() if value is not None)
    decider.tell(f"{slug}: {given or 'all is counted again'}")


def day(at: datetime | None) -> date | None:
    """Give the day that an option names."""
    return at.replace(tzinfo=UTC).date() if at else None


@click.command()
@click.argument("slug")
@click.argument("investigation")
@click.option("--yes", is_flag=True, help="Also out of an embargo, so that it is public before its day.")
@deciding
def assign(decider: Decider, slug: str, investigation: str, *, yes: bool) -> None:
    r"""Let a record belong to an investigation.

    The index lists the records by investigation. An empty name takes it out of any, also out of that of a record that
    was merged into it.

    \b
    Example:
      onrecord assign harbour-alliance "Working hours at sea"
    """
    belong = partial(page_decisions.assign, slug=slug, investigation=investigation, early=yes, **decider.by)
    decider.note(belong, slugs=(slug,))
    decider.tell(
        f"{slug} belongs to {investigation!r}" if investigation.strip() else f"{slug} belongs to no investigation"
    )
