"""The secret by which the ledger knows its own notices again: made once, kept in the database with what it proves."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from worker.records import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

NAME = "notices"
OCTETS = 32


def secret(connection: Connection) -> bytes:
    """Give the secret of this ledger; the first time it is made, on a connection that may write."""
    known = known_secret(connection)
    if known is None:
        known = secrets.token_bytes(OCTETS)
        connection.execute(insert(tables.secrets).values(name=NAME, value=known.hex()))
    return known


def known_secret(connection: Connection) -> bytes | None:
    """Give the secret without making one: before the first notice there is none."""
    made = connection.execute(select(tables.secrets.c.value).where(tables.secrets.c.name == NAME)).scalar()
    return bytes.fromhex(made) if made else None
