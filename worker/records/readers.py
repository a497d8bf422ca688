"""Those who read mail at the same time: each is known by a number as long as it lives.

A mail that is being read carries the number of its reader. The moment that process dies, its mails are free for others:
no lease must run out, and none runs out under a reader that is merely slow.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false, select, text
from sqlalchemy.types import BigInteger

from worker.records.tables import mails
from worker.records.turn import alone, locked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

READERS = 0x72656164  # "read": the class of the locks on PostgreSQL
LARGEST = 2**31 - 1

LIVING = text(
    "SELECT objid::bigint AS number FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = :readers"
    " AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def reader(engine: Engine) -> Iterator[int]:
    """Give a number that stands for this reader until it ends, however it ends.

    On SQLite one reads at a time: its writers wait for each other all the same.
    """
    number = secrets.randbelow(LARGEST) + 1
    if engine.dialect.name != "postgresql":
        with alone(engine, "reading"):
            yield number
        return
    with locked(engine, ":readers, :number", {"readers": READERS, "number": number}):
        yield number


def being_read(connection: Connection) -> ColumnElement[bool]:
    """Tell of a mail whether another reader that lives has it in hand."""
    if connection.dialect.name != "postgresql":
        return false()
    living = LIVING.bindparams(readers=READERS).columns(number=BigInteger)
    return mails.c.reader.in_(select(living.subquery().c.number))
