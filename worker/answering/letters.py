"""Commands about letters: on which record they stand, or that they stand on none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.records import decisions, journal
from worker.records.listings import write_records

if TYPE_CHECKING:
    from worker.answering.order import Order
    from worker.answers.command import New
    from worker.records.database import Connection


def moved(connection: Connection, order: Order, slug: str, name: str) -> list[str]:
    """Place the letters of a notice on a record: those that stand on another, or the mail that stands on none."""
    concern = order.concern
    if not concern.placed and not concern.mail:
        raise Refused("that notice is about no letter that could be moved; nothing was changed")
    if not concern.placed:
        decisions.file(connection, concern.mail, slug, **order.by)
        return [f"Filed: it stands on {name} ({slug})."]
    if len({standing for standing, _ in concern.placed}) > 1:
        raise Refused("it stands on several records, and which is wrong is not told; nothing was changed")
    elsewhere = [entry for standing, entry in concern.placed if standing != slug]
    if not elsewhere:
        raise Refused(f"it stands on {name} ({slug}) already; nothing was changed")
    for entry in elsewhere:
        decisions.move(connection, entry, slug, **order.by)
    return [f"Moved: it stands on {name} ({slug})."]


def opened(connection: Connection, order: Order, command: New) -> list[str]:
    """Open a record, and place the letters of a notice there."""
    asked = " ".join(command.name.split())
    known = {listing.name.casefold(): listing.slug for listing in journal.directory(connection).listings}
    if slug := known.get(asked.casefold()):
        raise Refused(f"a record is called {asked} already; `move to {slug}` places it there")
    slug = decisions.open_record(connection, asked, country=command.country, owner=order.by["who"], **order.by)
    # A letter can be placed on a record that stands; what else follows from opening it, filing sees to.
    write_records(connection, (), journal.decided(connection), ())
    says = [f"Opened: {asked} ({slug})."]
    concern = order.concern
    if concern.mail or concern.placed:
        if all(standing == slug for standing, _ in concern.placed) and concern.placed:
            return says
        says += moved(connection, order, slug, asked)
    return says


def ignored(connection: Connection, order: Order) -> list[str]:
    """Keep the mail of a notice off all records."""
    if not order.concern.mail:
        raise Refused("that notice is about a date, not about a mail; `not a deadline` ends its reminders")
    decisions.ignore(connection, order.concern.mail, **order.by)
    return ["Kept off all records; it stays in the archive."]
