"""The records themselves: those that people opened, and those that mail opened and nobody merged away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from worker.records import freshness
from worker.records.tables import records
from worker.threads.decision import Opened

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from sqlalchemy import Connection

    from worker.records.fold import Decided

Row = dict[str, object]

TOLD = ("slug", "name", "acronym", "country", "domains", "contacts", "owner", "status", "confirmed")


def write_records(
    connection: Connection, opened: Sequence[Opened], decided: Decided, used: Iterable[str]
) -> dict[str, int]:
    """Let the records stand as people and mail opened them, and give the ids of all by slug.

    One that is ``used`` though nobody opens it any more (a person filed something there) stays, or stands by its slug.
    """
    standing = {row.slug: row for row in connection.execute(select(records))}
    ids = {slug: int(row.id) for slug, row in standing.items()}
    free = max(ids.values(), default=0)
    rows = wanted(opened, decided)
    bare = [Opened(slug=slug, name=slug, domain="", contact="", owner="") for slug in used if slug not in rows]
    rows |= {slug: row for slug, row in wanted(bare, decided).items() if slug not in rows and slug not in standing}
    new: list[Row] = []
    changed: list[Row] = []
    for slug, row in rows.items():
        if slug not in standing:
            ids[slug] = free = free + 1
            new.append(row | {"id": free})
        elif row != {name: getattr(standing[slug], name) for name in TOLD}:
            changed.append(row | {"known": ids[slug]})
    if new:
        connection.execute(insert(records), new)
    if changed:
        values: dict[str, Any] = {name: bindparam(name) for name in TOLD} | freshness.ANEW
        connection.execute(update(records).where(records.c.id == bindparam("known")).values(values), changed)
    return ids


def drop_records(connection: Connection, opened: Sequence[Opened], decided: Decided, standing: Container[str]) -> None:
    """Drop the records that nobody opened any more and no entry stands on."""
    kept = wanted(opened, decided)
    rows = connection.execute(select(records.c.id, records.c.slug)).all()
    gone = [row.id for row in rows if row.slug not in kept and row.slug not in standing]
    if gone:
        connection.execute(delete(records).where(records.c.id.in_(gone)))


def wanted(opened: Sequence[Opened], decided: Decided) -> dict[str, Row]:
    """Give the rows of all records by slug; what a person told of one stands before what mail told."""
    directory = decided.directory
    rows: dict[str, Row] = {
        record.slug: {
            "slug": record.slug,
            "name": record.name,
            "acronym": "",
            "country": "",
            "domains": [record.domain] if record.domain else [],
            "contacts": [record.contact] if record.contact else [],
            "owner": record.owner,
            "status": "closed" if record.slug in directory.closed else "open",
            "confirmed": record.slug in decided.confirmed,
        }
        for record in opened
    }
    for listing in directory.listings:
        rows[listing.slug] = {
            "slug": listing.slug,
            "name": listing.name,
            "acronym": listing.acronym,
            "country": listing.country,
            "domains": list(listing.domains),
            "contacts": list(listing.contacts),
            "owner": listing.owner,
            "status": "closed" if listing.closed_at else "open",
            "confirmed": True,
        }
    return {slug: row for slug, row in rows.items() if slug not in directory.merged}
