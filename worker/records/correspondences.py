"""The ledger as it is read: every record with its entries in order, and what stands on none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from worker.correspondence import Correspondence, Entry, Source
from worker.errors import Refused
from worker.records import journal
from worker.records.aside import Held, Ignored, held, ignored
from worker.records.content import message_of
from worker.records.order import in_order
from worker.records.tables import entries, mails, messages, records, sources
from worker.threads.copied import parted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection

__all__ = ["Held", "Ignored", "all", "held", "ignored"]

STRAIGHT = ("direct", "bcc")  # how a mail comes that its author sent to us, not somebody later


def all(connection: Connection, slug: str | None = None) -> tuple[Correspondence, ...]:  # noqa: A001 - read with its module
    """Give every record by slug, or the one that is named; refuse a slug that names none."""
    found = some(connection, None if slug is None else [slug])
    if slug is not None and not found:
        raise Refused(f"no record {slug!r}: 'onrecord records' lists them")
    return found


def some(connection: Connection, slugs: Sequence[str] | None) -> tuple[Correspondence, ...]:
    """Give the records with these slugs, or every record, by slug; a slug that names none is left out."""
    chosen = select(records).order_by(records.c.slug)
    rows = connection.execute(chosen if slugs is None else chosen.where(records.c.slug.in_(slugs))).all()
    standing = entries_by_record(connection, None if slugs is None else [row.id for row in rows])
    ruled = journal.ruled(connection)
    return tuple(
        Correspondence(
            slug=row.slug,
            name=row.name,
            acronym=row.acronym,
            country=row.country,
            domains=tuple(row.domains),
            listed_contacts=tuple(row.contacts),
            owner=row.owner,
            status=row.status,
            confirmed=row.confirmed,
            entries=told_apart(in_order(standing.get(row.id, ()))),
            ruled={id_: word for entry in standing.get(row.id, ()) for id_, word in ruled.get(entry.id, {}).items()},
        )
        for row in rows
    )


def names(connection: Connection) -> Mapping[str, str]:
    """Give the organisation of each record, by its slug."""
    return {row.slug: row.name for row in connection.execute(select(records.c.slug, records.c.name))}


def closed(connection: Connection) -> Mapping[str, str]:
    """Give the owner of each closed record, by its slug."""
    chosen = select(records.c.slug, records.c.owner).where(records.c.status == "closed")
    return {row.slug: row.owner for row in connection.execute(chosen)}


def told_apart(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Move what an author copied from a letter that the record holds from his own words to the quotation."""
    words = parted((e.message.direction, e.message.body.own) for e in entries)
    return tuple(without_copy(e, own, copy) if copy else e for e, (own, copy) in zip(entries, words, strict=True))


def without_copy(entry: Entry, own: str, copy: str) -> Entry:
    """Give an entry whose own words are ``own``."""
    body = entry.message.body
    quotation = "\n\n".join(filter(None, (copy, body.quotation)))
    return replace(entry, message=replace(entry.message, body=replace(body, own=own, quotation=quotation)))


def entries_by_record(connection: Connection, ids: Sequence[int] | None) -> dict[int, list[Entry]]:
    """Give the entries of all records, or of some, by the record's id."""
    brought: defaultdict[str, dict[str, Source]] = defaultdict(dict)
    copies = (
        select(sources.c.entry_id, mails.c.sha256, messages.c.how, messages.c.by)
        .join(messages, messages.c.id == sources.c.message_id)
        .join(mails, mails.c.id == messages.c.mail_id)
        .join(entries, entries.c.id == sources.c.entry_id)
        .order_by(mails.c.sha256, messages.c.ordinal)
    )
    for entry_id, sha256, how, by in connection.execute(of_records(copies, ids)):
        brought[entry_id].setdefault(sha256, Source(sha256=sha256, how=how, by=by))
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    rows = (
        select(entries, *messages.c["content", "received_at", "how"], mails.c.archived_at)
        .join(messages, messages.c.id == entries.c.message_id)
        .join(mails, mails.c.id == messages.c.mail_id)
    )
    for row in connection.execute(of_records(rows, ids)):
        entry = Entry(
            id=row.id,
            message=message_of(row.content),
            sent_at=row.sent_at,
            sources=tuple(brought[row.id].values()),
            placed_by=row.placed_by,
            publication=row.publication,
            received_at=min(row.received_at, row.archived_at),
            direct=row.how in STRAIGHT,
        )
        found[row.record_id].append(entry)
    return found


def of_records(rows: Select[Any], ids: Sequence[int] | None) -> Select[Any]:
    """Leave the rows of some records where these are asked for."""
    return rows if ids is None else rows.where(entries.c.record_id.in_(ids))
