"""What waits to be read, and who has it in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from worker.records.readers import being_read
from worker.records.status import Status
from worker.records.tables import NOBODY, mails, octets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

MOST_ATTEMPTS = 3
# Mails read in one transaction, by the readings already begun: one that kills the process is closed in upon.
BATCH = {0: 500, 1: 20, 2: 1}
BATCH_OCTETS = 16 << 20


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that is to be read, and what the archive knows of it."""

    id: int
    sha256: str
    size: int
    trusted: bool
    imported: bool
    internal_date: datetime | None
    archived_at: datetime
    attempts: int
    reader: int | None  # before; a mail that is read for the first time has none


def next_unread(connection: Connection, chosen: Sequence[str] = ()) -> tuple[Unread, ...]:
    """Give the next mails to read in one transaction, bounded in number and size; none when all are read or in hand.

    Of all that waits, or of those chosen by their digests.
    """
    columns = [mails.c[name] for name in Unread.__slots__]
    free = mails.c.reader.is_(None) | ~being_read(connection)
    waiting = select(*columns).where(mails.c.status == Status.PENDING.value, mails.c.unread, free)
    if chosen:
        waiting = waiting.where(mails.c.sha256.in_(chosen))
    rows = connection.execute(waiting.order_by(mails.c.attempts, mails.c.id).limit(BATCH[0])).all()
    if not rows:
        return ()
    attempts = rows[0].attempts
    batch: list[Unread] = []
    size = 0
    for row in rows[: BATCH.get(attempts, 1)]:
        size += row.size
        if row.attempts != attempts or (batch and size > BATCH_OCTETS):
            break
        batch.append(Unread(*row))
    return tuple(batch)


def unread(connection: Connection) -> bool:
    """Tell whether any mail is still to be read, whoever has it in hand."""
    waiting = select(mails.c.id).where(mails.c.status == Status.PENDING.value, mails.c.unread)
    return connection.execute(waiting.limit(1)).first() is not None


def begin(connection: Connection, batch: Sequence[Unread], reader: int) -> None:
    """Count the reading of these mails and take them in hand; committed before it begins, so that a crash counts."""
    if not batch:
        return
    begun = {"attempts": mails.c.attempts + 1, "reader": reader}
    connection.execute(update(mails).where(mails.c.id.in_([u.id for u in batch])).values(begun))


def take_back(connection: Connection, batch: Sequence[Unread], reader: int) -> None:
    """Count a reading as not begun."""
    if not batch:
        return
    still = mails.c.id.in_([u.id for u in batch]), mails.c.reader == reader
    connection.execute(update(mails).where(*still).values(attempts=batch[0].attempts, reader=NOBODY))


def in_hand(connection: Connection, batch: Sequence[Unread], reader: int) -> frozenset[int]:
    """Give the ids of those mails that are still this reader's: what is to be read anew meanwhile is nobody's."""
    still = mails.c.id.in_([u.id for u in batch]), mails.c.reader == reader
    return frozenset(connection.execute(select(mails.c.id).where(*still)).scalars())


def octets_of(connection: Connection, batch: Sequence[Unread]) -> dict[int, bytes]:
    """Give the octets of these mails by their ids."""
    rows = (
        select(octets.c.mail_id, octets.c.data)
        .where(octets.c.mail_id.in_([u.id for u in batch]))
        .order_by(octets.c.mail_id, octets.c.number)
    )
    slices: dict[int, list[bytes]] = {}
    for mail_id, data in connection.execute(rows):
        slices.setdefault(mail_id, []).append(data)
    return {mail_id: data[0] if len(data) == 1 else b"".join(data) for mail_id, data in slices.items()}
