"""Notices that were sent and came back (RFC 3464)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from worker.records.outbox import Fate
from worker.records.tables import outbox

if TYPE_CHECKING:
    from sqlalchemy import Connection


def returned(connection: Connection, token: str, *, why: str) -> bool:
    """Note that a notice did not reach its recipient, so that a person sees it; false where none like it was sent."""
    was_sent = outbox.c.state.in_([Fate.SENT.value, Fate.SENDING.value, Fate.DOUBTFUL.value])
    over = {"state": Fate.FAILED.value, "why": why, "leased_until": None}
    return connection.execute(update(outbox).where(outbox.c.token == token, was_sent).values(over)).rowcount == 1
