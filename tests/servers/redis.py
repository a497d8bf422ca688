"""A private Redis on a port of loopback, with a password, in a folder of its own."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.servers.having import free_port, listening, missing, program

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "open/sesame"
CURE = "apt-get install redis-server"


class Redis:
    """A server that can be stopped and started again with what it kept."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.folder, self.file = folder, file
        self.port = free_port()
        self.process = None

    @property
    def url(self) -> str:
        return f"redis://:{PASSWORD.replace('/', '%2F')}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        told = ["--port", self.port, "--bind", "127.0.0.1", "--requirepass", PASSWORD, "--dir", self.folder]
        self.process = subprocess.Popen(
            [self.file, *map(str, told), "--appendonly", "yes", "--save", ""],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert listening(self.port, self.process), "Redis did not start"

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def client(self):
        import redis  # noqa: PLC0415 - most tests need none

        return redis.Redis(port=self.port, password=PASSWORD)

    def flush(self) -> None:
        """Empty it, as by accident."""
        with self.client() as client:
            client.flushall()


@contextmanager
def redis(folder: Path):
    """Run a server of its own in a folder."""
    file = program("redis-server")
    if file is None:
        missing("Redis", CURE)
    server = Redis(folder, file)
    server.start()
    try:
        yield server
    finally:
        server.stop()
