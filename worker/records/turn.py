"""One at a time: locks between processes that are free again the moment their holder dies."""

from __future__ import annotations

import fcntl
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from worker.errors import Transient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine

ADVISORY = 0x6F6E7265636F7264  # "onrecord": the number of the lock on PostgreSQL
PUBLISHING = ADVISORY + 1
BUSY = "another process does the same just now"

within_process = {what: threading.Lock() for what in ("turn", "reading", "publishing")}


@contextmanager
def turn(engine: Engine) -> Iterator[Callable[[], None]]:
    """Wait until no other process or thread files mail of this database, and keep them waiting.

    Calling what it gives fails if the turn was lost meanwhile, as when the server was started anew.
    """
    with one_at_a_time(engine, "turn", ADVISORY) as still_ours:
        yield still_ours


@contextmanager
def publishing(engine: Engine, *, wait: bool = True) -> Iterator[Callable[[], None]]:
    """Wait until no other publishes from this database; without ``wait`` it is Transient that another does just now."""
    with one_at_a_time(engine, "publishing", PUBLISHING, wait=wait) as still_ours:
        yield still_ours


@contextmanager
def one_at_a_time(engine: Engine, what: str, number: int, *, wait: bool = True) -> Iterator[Callable[[], None]]:
    """Be the only one, of all threads and processes, who does this with a database."""
    if engine.dialect.name != "postgresql":
        with alone(engine, what, wait=wait):
            yield lambda: None
        return
    with within(what, wait=wait), locked(engine, ":key", {"key": number}, wait=wait) as connection:
        yield lambda: still_ours(connection)


@contextmanager
def locked(engine: Engine, key: str, values: Mapping[str, int], *, wait: bool = True) -> Iterator[Connection]:
    """Hold a lock of PostgreSQL until the end, or until the session ends that holds it.

    No transaction stays open meanwhile: it would keep the server from tidying up.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        taking = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
        if connection.execute(text(f"SELECT {taking}({key})"), values).scalar() is False:
            raise Transient(BUSY)
        try:
            yield connection
        finally:
            if not connection.invalidated:
                connection.execute(text(f"SELECT pg_advisory_unlock({key})"), values)


@contextmanager
def alone(engine: Engine, what: str, *, wait: bool = True) -> Iterator[None]:
    """Wait until no other process or thread does this with a database of SQLite."""
    with within(what, wait=wait):
        if engine.url.database in {None, "", ":memory:"}:
            yield
            return
        # Beside the database; SQLite's own locks end with the transaction, and reading a mail takes two of them.
        with Path(f"{engine.url.database}-{what}").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Transient(BUSY) from error
            yield


@contextmanager
def within(what: str, *, wait: bool) -> Iterator[None]:
    """Wait until no other thread of this process does this."""
    if not within_process[what].acquire(blocking=wait):
        raise Transient(BUSY)
    try:
        yield
    finally:
        within_process[what].release()


def still_ours(connection: Connection) -> None:
    """Fail if the session that holds the lock has ended, for the lock ended with it."""
    connection.execute(text("SELECT 1"))
