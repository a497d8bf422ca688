"""Where an entry by hand stands, and what a record is called now that others were merged into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.records.line import Kind
from worker.records.tables import journal

if TYPE_CHECKING:
    from sqlalchemy import Connection


def added(connection: Connection, entry: str) -> str | None:
    """Give the slug of the record that an entry by hand stands on, None where there is no such entry."""
    lines = select(journal.c.detail).where(journal.c.kind == Kind.ADD, journal.c.undone.is_(None))
    found = (detail["slug"] for detail in connection.execute(lines).scalars() if detail["entry"] == entry)
    slug = next(found, None)
    return None if slug is None else called_now(connection, slug)


def called_now(connection: Connection, slug: str) -> str:
    """Give the slug of the record that this one was merged into, over any number of steps; else its own."""
    lines = select(journal.c.detail).where(journal.c.kind == Kind.MERGE, journal.c.undone.is_(None))
    into = {detail["slug"]: detail["into"] for detail in connection.execute(lines).scalars()}
    met = {slug}
    while slug in into and into[slug] not in met:
        slug = into[slug]
        met.add(slug)
    return slug
