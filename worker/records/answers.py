"""Answers to notices, as they are obeyed once: who takes one, and what help was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from worker.deadlines.deadline import Ask
from worker.records.attending import placed_by
from worker.records.tables import deadlines, mails, messages, outbox, sources

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

HELP = "help"
SENT = ("direct", "bcc")


class Helped(NamedTuple):
    """What a person was helped with, "" where help was asked for, and when."""

    said: str
    at: datetime


def take(connection: Connection, digest: str) -> bool:
    """Mark a mail as attended to; false if somebody has done so before."""
    mine = mails.c.sha256 == digest, ~mails.c.attended
    return connection.execute(update(mails).where(*mine).values(attended=True)).rowcount == 1


def written(connection: Connection, key: str) -> bool:
    """Tell whether a notice stands in the outbox under a key, whomever it is for."""
    return connection.execute(select(outbox.c.id).where(outbox.c.key == key).limit(1)).first() is not None


def helps(connection: Connection, recipient: str) -> tuple[Helped, ...]:
    """Give what help a person was given, each once whatever the channels."""
    rows = connection.execute(
        select(*outbox.c["key", "about", "written_at"])
        .where(outbox.c.kind == HELP, outbox.c.recipient == recipient)
        .order_by(outbox.c.id)
    )
    return tuple({row.key: Helped(str(row.about.get("said", "")), row.written_at) for row in rows}.values())


def standing_on(connection: Connection, digest: str) -> tuple[tuple[str, str], ...]:
    """Give the slugs and entries that a mail is a source of now."""
    id_ = connection.execute(select(mails.c.id).where(mails.c.sha256 == digest)).scalar()
    return tuple(dict.fromkeys(placed_by(connection, [id_])[id_])) if id_ else ()


def dates_of(connection: Connection, entry: str) -> tuple[tuple[str, bool], ...]:
    """Give the ids of the dates that a letter sets, and whether each is awaited; when to ask again is none of them."""
    rows = select(*deadlines.c["id", "awaited"]).where(deadlines.c.entry_id == entry)
    set_ = rows.where(deadlines.c.kind != Ask.FOLLOW_UP.value).order_by(deadlines.c.due_at, deadlines.c.id)
    return tuple((row.id, row.awaited) for row in connection.execute(set_))


def repeated(connection: Connection, digest: str) -> bool:
    """Tell whether all that a mail brought had come before in a copy that the same person sent."""
    mine = (
        select(messages.c.id, messages.c.mail_id, messages.c.by).join(mails).where(mails.c.sha256 == digest).subquery()
    )
    brought = select(sources.c.entry_id).where(sources.c.message_id.in_(select(mine.c.id)))
    entries = set(connection.execute(brought).scalars())
    known = (
        select(sources.c.entry_id)
        .join(messages, messages.c.id == sources.c.message_id)
        .join(mine, mine.c.by == messages.c.by)
        .where(sources.c.entry_id.in_(brought), messages.c.mail_id < mine.c.mail_id, messages.c.how.in_(SENT))
    )
    return bool(entries) and entries == set(connection.execute(known).scalars())
