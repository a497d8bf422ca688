"""All copies of all messages, as placing them needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.records.content import copy_in_archive
from worker.records.status import Status
from worker.records.tables import mails, messages

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from worker.threads.copy import Copy


def copies(connection: Connection) -> tuple[Copy, ...]:
    """Give every copy that was read, but those of mails that can't be read any more."""
    rows = connection.execute(
        select(
            messages.c.copy,
            messages.c.id,
            mails.c.sha256,
            messages.c.ordinal,
            messages.c.received_at,
        )
        .join(mails, mails.c.id == messages.c.mail_id)
        .where(mails.c.status != Status.FAILED.value)
        .order_by(messages.c.id)
    )
    return tuple(
        copy_in_archive(plain, id=id_, mail=sha256, ordinal=ordinal, received_at=received_at)
        for plain, id_, sha256, ordinal, received_at in rows
    )
