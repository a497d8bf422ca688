"""One at a time: a lock between processes that is free again the moment its holder dies."""

from __future__ import annotations

import fcntl
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

ADVISORY = 0x6F6E7265636F7264  # "onrecord": the number of the lock on PostgreSQL

within_process = threading.Lock()


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Wait until no other process or thread reads or files mail of this database, and keep them waiting."""
    with within_process:
        if engine.dialect.name == "postgresql":
            with engine.connect() as connection:
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY})
                try:
                    yield
                finally:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY})
        elif engine.url.database in {None, "", ":memory:"}:
            yield
        else:
            # Beside the database; SQLite's own locks end with the transaction, and reading a mail takes two of them.
            with Path(f"{engine.url.database}-turn").open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
