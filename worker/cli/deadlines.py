"""``onrecord deadlines``: what is due, from whom, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker.cli.ledger import opened
from worker.cli.stamp import stamp
from worker.cli.table import show
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.records import correspondences
from worker.records.database import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.cli.session import Session
    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.standing import Standing
    from worker.mail.newsroom import Newsroom
    from worker.settings import Settings

COLUMNS = ("id", "due", "who", "record", "asked", "phrase", "standing")
WORDS = {State.MISSED: "overdue"}
KEPT = {State.MET: "kept", State.LATE: "kept late", State.MISSED: "broken", State.OPEN: "promised"}
COLOURS = {
    "overdue": "bold red", "broken": "bold red", "late": "yellow", "kept late": "yellow", "acknowledged": "cyan",
    "met": "green", "kept": "green", "superseded": "dim", "cancelled": "dim",
}  # fmt: skip
BEHIND = ", "  # what stands behind it has no colour of its own


@click.command()
@click.option("--all", "every", is_flag=True, help="Also what was answered or asked again, and closed records.")
@click.pass_obj
def deadlines(session: Session, *, every: bool) -> None:
    r"""List what is due, from whom, since when.

    What we asked for is open, acknowledged or overdue; what they promised is promised or broken. What is due first
    comes first. The phrase is the letter's own; whether a person extended or snoozed it stands behind its standing.

    \b
    Example:
      onrecord deadlines --all | grep harbour-alliance
    """
    settings = session.settings()
    with reading(opened(settings)) as connection:
        records = correspondences.all(connection)
    rows = due(records, settings, session.clock(), every=every)
    if not rows:
        click.echo("Nothing is due." if not every else "No letter sets a date.", err=True)
        return
    show(COLUMNS, rows, coloured(rows))


def due(records: Iterable[Correspondence], settings: Settings, now: datetime, *, every: bool) -> list[tuple[str, ...]]:
    """Give a row for each deadline that is waited for, or for every one, by the time it is due."""
    found = [
        (standing, record, entry)
        for record in records
        if every or record.status == "open"
        for standing, entry in set_on(record, settings.calendar, now)
        if every or standing.waiting
    ]
    found.sort(key=lambda each: (each[0].due_at, each[1].slug))
    return [row(standing, record, entry, settings.newsroom, now) for standing, record, entry in found]


def coloured(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Give the colour of each standing that is told, whatever is told behind it."""
    found = {standing for *_, standing in rows}
    return {standing: COLOURS.get(standing.partition(BEHIND)[0], "") for standing in found}


def set_on(record: Correspondence, calendar: Calendar, now: datetime) -> Iterator[tuple[Standing, Entry]]:
    """Yield the deadlines of a record, each with the entry that sets it."""
    entries = {entry.id: entry for entry in record.entries}
    for standing in record.deadlines(calendar, now):
        yield standing, entries[standing.entry]


def row(standing: Standing, record: Correspondence, entry: Entry, newsroom: Newsroom, now: datetime) -> tuple[str, ...]:
    """Tell of one deadline, by the newsroom's clock."""
    return (
        standing.id,
        stamp(standing.due_at, newsroom.zone),
        who(entry, standing.kind, newsroom),
        record.slug,
        stamp(entry.at, newsroom.zone),
        standing.phrase,
        BEHIND.join((word(standing), *decided(standing, newsroom.zone, now))),
    )


def who(entry: Entry, kind: Ask, newsroom: Newsroom) -> str:
    """Name the one an answer is due from: who promised, or the first of those we asked."""
    message = entry.message
    asked = [a for a in message.recipients if not newsroom.owns(a.address)] if kind == Ask.REQUEST else [message.sender]
    return next((a.name or a.address for a in asked), "")


def word(standing: Standing) -> str:
    """Say in a word or two how a deadline stands."""
    words = WORDS if standing.kind == Ask.REQUEST else WORDS | KEPT
    return words.get(standing.state, standing.state.value)


def decided(standing: Standing, zone: ZoneInfo, now: datetime) -> Iterator[str]:
    """Yield what a person said of a deadline, as far as it still matters."""
    if standing.extended:
        yield "extended"
    if standing.waiting and standing.snoozed_until and standing.snoozed_until > now:
        yield f"snoozed until {stamp(standing.snoozed_until, zone)}"
