"""What was read from the archived octets: the messages that mails brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from worker.mail.message import Direction, Forwarded
from worker.records.content import plain_copy, plain_message
from worker.records.status import Status
from worker.records.tables import NOBODY, entries, mails, messages, records, sources
from worker.threads.copy import CopyId, copy_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from worker.mail.message import Message
    from worker.mail.newsroom import Newsroom
    from worker.mail.read import Reading
    from worker.records.waiting import Unread

HOW = {Forwarded.INLINE: "forward", Forwarded.ATTACHED: "attached", Forwarded.REDIRECT: "redirect"}


def keep(connection: Connection, read: Sequence[tuple[Unread, Reading]], newsroom: Newsroom) -> None:
    """Keep the messages of mails that were read; one that was read before keeps its id."""
    if not read:
        return
    standing = select(messages.c.mail_id, messages.c.ordinal, messages.c.id).where(
        messages.c.mail_id.in_([unread.id for unread, _ in read])
    )
    ids = {(mail_id, ordinal): id_ for mail_id, ordinal, id_ in connection.execute(standing)}
    free = (connection.execute(select(func.max(messages.c.id))).scalar() or 0) + 1
    new: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    for unread, reading in read:
        for ordinal, message in enumerate(reading.messages):
            known = ids.pop((unread.id, ordinal), None)
            row = message_row(unread, ordinal, message, known or free, newsroom)
            (new if known is None else changed).append(row)
            free += known is None
    if ids:
        connection.execute(delete(messages).where(messages.c.id.in_(ids.values())))
    if new:
        connection.execute(insert(messages), new)
    if changed:
        connection.execute(
            update(messages)
            .where(messages.c.id == bindparam("known"))
            .values({name: bindparam(name) for name in ("content", "copy", "received_at", "how", "by")}),
            [row | {"known": row["id"]} for row in changed],
        )
    done = mails.c.id.in_([unread.id for unread, _ in read])
    connection.execute(update(mails).where(done).values(unread=False))


def message_row(unread: Unread, ordinal: int, message: Message, id_: int, newsroom: Newsroom) -> dict[str, object]:
    """Give the row of a message."""
    received_at = unread.internal_date or message.sent_at or unread.archived_at
    copy = copy_of(
        message,
        id=CopyId(id_),
        mail=unread.sha256,
        ordinal=ordinal,
        received_at=received_at,
        ours=frozenset(a.key for a in message.recipients if newsroom.owns(a.address)),
    )
    how, by = came(message, imported=unread.imported)
    return {
        "id": id_,
        "mail_id": unread.id,
        "ordinal": ordinal,
        "content": plain_message(message),
        "copy": plain_copy(copy),
        "received_at": received_at,
        "how": how,
        "by": by,
    }


def came(message: Message, *, imported: bool) -> tuple[str, str]:
    """Tell how a mail brought a message, and who of ours brought it in."""
    if message.forwarded:
        return HOW[message.forwarded], message.forwarded_by.address if message.forwarded_by else ""
    by = message.sender.address if message.direction == Direction.INQUIRY else ""
    if imported:
        return "import", by
    return ("bcc", by) if message.blind and by else ("direct", "")


def set_aside(connection: Connection, failures: Sequence[tuple[Unread, str]]) -> None:
    """Mark mails that can't be read as failed, with the reason; their octets stay."""
    if failures:
        connection.execute(
            update(mails)
            .where(mails.c.id == bindparam("mail"))
            .values(status=Status.FAILED.value, reason=bindparam("why"), unread=False, candidates=[]),
            [{"mail": unread.id, "why": f"could not be read: {reason}"} for unread, reason in failures],
        )


def mark_unread(connection: Connection, slug: str | None = None) -> None:
    """Let every mail be read again from its octets, or those that stand on one record."""
    chosen = update(mails).values(status=Status.PENDING.value, unread=True, attempts=0, reader=NOBODY)
    if slug is not None:
        standing = (
            select(messages.c.mail_id)
            .join(sources, sources.c.message_id == messages.c.id)
            .join(entries, entries.c.id == sources.c.entry_id)
            .join(records, records.c.id == entries.c.record_id)
            .where(records.c.slug == slug)
        )
        chosen = chosen.where(mails.c.id.in_(standing))
    connection.execute(chosen)
