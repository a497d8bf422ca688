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
    standing = select(tables.secrets.c.value).where(tables.secrets.c.name == NAME)
    known = connection.execute(standing).scalar()
    if known is None:
        known = secrets.token_bytes(OCTETS).hex()
        connection.execute(insert(tables.secrets).values(name=NAME, value=known))
    return bytes.fromhex(known)
