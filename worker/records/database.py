"""The door to the database: opened, brought up to date, and durable (a commit has reached the disk)."""

from __future__ import annotations

from contextlib import contextmanager
from json import JSONEncoder
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from worker.errors import Refused, Transient
from worker.records.private import reserve
from worker.records.remedy import remedy
from worker.records.schema import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL
    from sqlalchemy.engine import ExceptionContext

__all__ = ["Connection", "Engine", "connect", "reading", "writing"]

# ASCII: a lone surrogate in a mail is no UTF-8, but it can be escaped.
compact = JSONEncoder(separators=(",", ":"), check_circular=False).encode

PRAGMAS = ("busy_timeout = 60000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
PATIENCE: dict[str, int | str] = {
    "connect_timeout": 8,  # seconds
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "options": "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
}
WRITING = 0x6F6E7772697465  # "onwrite": the number of the lock on PostgreSQL
KNOWN = "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"


def connect(url: str) -> Engine:
    """Open the database and bring its tables up to date; refuse in one line that says what to do."""
    if scheme(url).partition("+")[0] not in {"sqlite", "postgresql"}:
        raise Refused(f"the database address {scheme(url)!r} is not known: write {KNOWN}")
    try:
        address = make_url(url)
        # A connection is tried before it is used: the server may have been started anew since.
        engine = create_engine(
            address, json_serializer=compact, connect_args=patience(address), pool_pre_ping=is_served(address)
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise Refused(f"the database address {scheme(url)}:… can't be read: write {KNOWN}") from error
    except ModuleNotFoundError as error:
        raise Refused(f"the database driver {error.name!r} is not installed: pip install 'psycopg[binary]'") from error
    if engine.dialect.name == "sqlite":
        require_folder(address)
        event.listen(engine, "connect", durable)
        event.listen(engine, "begin", begin)
    try:
        bring_up_to_date(engine)
    except Refused:
        engine.dispose()
        raise
    except (DBAPIError, OSError) as error:
        engine.dispose()
        raise Refused(f"the database {shown(address)} can't be opened: {advised(error)}") from error
    event.listen(engine, "handle_error", translate)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one unchanging state of the database."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**level) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give the one connection that may write now; what was written is committed at the end, or none of it."""
    with engine.connect().execution_options(onrecord_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING})")
        yield connection


def durable(driver: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
    """Set up a connection of SQLite, and keep its driver from beginning transactions by itself."""
    driver.isolation_level = None
    try:
        for pragma in PRAGMAS:
            driver.execute(f"PRAGMA {pragma}")
    except Exception:
        driver.close()  # the pool does not know it yet
        raise


def begin(connection: Connection) -> None:
    """Begin a transaction of SQLite; one that writes takes its lock at once, for a lock taken later can't wait."""
    connection.exec_driver_sql(connection.get_execution_options().get("onrecord_begin", "BEGIN"))


def translate(context: ExceptionContext) -> None:
    """Tell a database that is busy, full or gone from an error in the program."""
    if isinstance(context.sqlalchemy_exception, OperationalError) and not context.is_pre_ping:
        raise Transient(f"the database is out of reach: {advised(context.original_exception)}")


def require_folder(address: URL) -> None:
    """Refuse a file of SQLite in a folder that does not exist, which its driver words unhelpfully.

    A new one is its owner's alone; what SQLite keeps beside it (-wal, -shm) is as it is.
    """
    if address.database in {None, "", ":memory:"}:
        return
    folder = Path(str(address.database)).parent
    if not folder.is_dir():
        raise Refused(f"the folder {folder} of the database does not exist: create it or change [database] url")
    if file := file_of(address):
        reserve(file)


def file_of(url: URL | str) -> Path | None:
    """Give the file of a database that is one; what can't be read is none."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return None
    name = address.database
    if address.get_backend_name() != "sqlite" or not name or name.startswith((":", "file:")):
        return None
    return Path(name)


def scheme(url: str) -> str:
    """Give the part of an address that holds no password."""
    return url.partition(":")[0][:40]


def is_served(address: URL) -> bool:
    """Tell whether a server stands between."""
    return bool(address.get_backend_name() == "postgresql")


def patience(address: URL) -> dict[str, int | str]:
    """Bound the time that a server may take to answer, or a machine that is gone may keep its locks there.

    Without this it is two minutes, and two hours. What the address says goes before.
    """
    return {k: v for k, v in PATIENCE.items() if is_served(address) and k not in address.query}


def shown(address: URL) -> str:
    """Write an address without what is secret in it."""
    return address.set(query={k: v for k, v in address.query.items() if k in {"host", "port"}}).render_as_string()


def advised(error: BaseException) -> str:
    """Give what a driver says in one line, and what to do."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    says = (lines[-1] if lines[0].endswith(":") else lines[0]).removeprefix("connection failed: ").lstrip("- ")
    do = remedy(str(cause))
    return f"{says}; {do}" if do else says
