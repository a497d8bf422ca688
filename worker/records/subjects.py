"""An entry that a decision about the public is about: where it stands, what it says, and the mail that brought it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.errors import Refused
from worker.records.by_hand import added
from worker.records.content import message_of
from worker.records.tables import entries, mails, messages, records, sources

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from worker.mail.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entry; ``message`` is None of one by hand, ``copies`` are the sha256 and ordinal of each mail's message."""

    entry: str
    slug: str
    message: Message | None = None
    copies: tuple[tuple[str, int], ...] = ()


def on_ledger(connection: Connection, entry: str) -> Subject:
    """Find an entry by mail or by hand; refuse an id that names none."""
    chosen = (
        select(records.c.slug, messages.c.content)
        .join(entries, entries.c.record_id == records.c.id)
        .join(messages, messages.c.id == entries.c.message_id)
        .where(entries.c.id == entry)
    )
    row = connection.execute(chosen).one_or_none()
    if row is None:
        slug = added(connection, entry)
        if slug is None:
            raise Refused(f"no entry {entry!r}: 'onrecord show SLUG' lists the ids")
        return Subject(entry=entry, slug=slug)
    return Subject(entry=entry, slug=row.slug, message=message_of(row.content), copies=copies_of(connection, entry))


def copies_of(connection: Connection, entry: str) -> tuple[tuple[str, int], ...]:
    """Give the sha256 and the ordinal of each mail's message that brought an entry."""
    copies = (
        select(mails.c.sha256, messages.c.ordinal)
        .join(messages, messages.c.mail_id == mails.c.id)
        .join(sources, sources.c.message_id == messages.c.id)
        .where(sources.c.entry_id == entry)
        .order_by(mails.c.sha256, messages.c.ordinal)
    )
    return tuple((digest, ordinal) for digest, ordinal in connection.execute(copies))
