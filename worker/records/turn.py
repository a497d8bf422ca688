"""One at a time: locks between processes that are free again the moment their holder dies."""

from __future__ import annotations

import fcntl
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine

ADVISORY = 0x6F6E7265636F7264  # "onrecord": the number of the lock on PostgreSQL
PUBLISHING = ADVISORY + 1

within_process = {what: threading.Lock() for what in ("turn", "reading", "publishing")}


@contextmanager
def turn(engine: Engine) -> Iterator[Callable[[], None]]:
    """Wait until no other process or thread files mail of this database, and keep them waiting.

    Calling what it gives fails if the turn was lost meanwhile, as when the server was started anew.
    """
    if engine.dialect.name != "postgresql":
        with alone(engine, "turn"):
            yield lambda: None
        return
    with within_process["turn"], locked(engine, ":key", {"key": ADVISORY}) as connection:
        yield lambda: still_ours(connection)


@contextmanager
def publishing(engine: Engine) -> Iterator[None]:
    """Wait until no other process or thread publishes from this database, and keep them waiting."""
    if engine.dialect.name != "postgresql":
        with alone(engine, "publishing"):
            yield
        return
    with within_process["publishing"], locked(engine, ":key", {"key": PUBLISHING}):
        yield


@contextmanager
def locked(engine: Engine, key: str, values: Mapping[str, int]) -> Iterator[Connection]:
    """Hold a lock of PostgreSQL until the end, or until the session ends that holds it.

    No transaction stays open meanwhile: it would keep the server from tidying up.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({key})"), values)
        try:
            yield connection
        finally:
            if not connection.invalidated:
                connection.execute(text(f"SELECT pg_advisory_unlock({key})"), values)


@contextmanager
def alone(engine: Engine, what: str) -> Iterator[None]:
    """Wait until no other process or thread does this with a database of SQLite."""
    with within_process[what]:
        if engine.url.database in {None, "", ":memory:"}:
            yield
            return
        # Beside the database; SQLite's own locks end with the transaction, and reading a mail takes two of them.
        with Path(f"{engine.url.database}-{what}").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def still_ours(connection: Connection) -> None:
    """Fail if the session that holds the lock has ended, for the lock ended with it."""
    connection.execute(text("SELECT 1"))
