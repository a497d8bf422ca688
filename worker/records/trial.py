"""The database tried: it opens, its tables are up to date, it takes what is written, and there is room for more."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import false, func, select, text, update

from worker.errors import Transient
from worker.records.database import connect, file_of, shown
from worker.records.tables import mails

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

BUSY = ("locked", "lock timeout")


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A database as it was met."""

    place: str
    lasting: bool  # it outlives the process
    mails: int
    busy: bool  # another process is writing just now
    free: int | None  # octets on the disk, of a database that lies on this machine
    at: datetime | None  # what its server takes for the time


def tried(url: str) -> Database:
    """Open the database and try whether it takes what is written; refuse in one line that says what to do."""
    engine = connect(url)
    try:
        with engine.connect() as connection:
            known = connection.execute(select(func.count()).select_from(mails)).scalar_one()
            return Database(
                place=shown(engine.url),
                lasting=engine.dialect.name != "sqlite" or file(engine) is not None,
                mails=known,
                busy=not writable(connection),
                free=room(engine),
                at=clock(connection),
            )
    finally:
        engine.dispose()


def writable(connection: Connection) -> bool:
    """Write nothing, as a writer would; tell whether it was this process's turn."""
    waits = "SET LOCAL lock_timeout = '3s'" if connection.dialect.name == "postgresql" else "PRAGMA busy_timeout = 3000"
    connection.exec_driver_sql(waits)
    try:
        connection.execute(update(mails).where(false()).values(status=mails.c.status))
    except Transient as error:
        if any(words in str(error) for words in BUSY):
            return False
        raise
    finally:
        connection.rollback()
    return True


def room(engine: Engine) -> int | None:
    """Give the octets that are free on the disk of a database that is a file."""
    place = file(engine)
    return shutil.disk_usage(place.parent).free if place else None


def file(engine: Engine) -> Path | None:
    """Give the file of a database that is one."""
    return file_of(engine.url)


def clock(connection: Connection) -> datetime | None:
    """Ask a server for the time."""
    if connection.dialect.name != "postgresql":
        return None
    at: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return at
