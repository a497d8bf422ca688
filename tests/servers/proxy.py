"""A line to a server that is cut or falls silent after so many octets of what the server says."""

from __future__ import annotations

import contextlib
import socket
from threading import Event, Thread
from typing import Self

PATIENCE = 20  # seconds


class Proxy:
    """Listens on a port of its own; ``cut_after`` and ``silent_after`` count the octets of each connection."""

    def __init__(self, behind: int, *, cut_after: int | None = None, silent_after: int | None = None) -> None:
        self.behind, self.cut_after, self.silent_after = behind, cut_after, silent_after
        self.said = 0  # octets of all connections
        self.over = Event()
        self.open: list[socket.socket] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]

    def __enter__(self) -> Self:
        """Begin to listen."""
        Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it all."""
        self.over.set()
        close(self.listening)
        self.listening.close()
        self.cut()
        for each in self.open:
            each.close()

    def cut(self) -> None:
        """Cut what is connected now."""
        for each in self.open:
            close(each)

    def listen(self) -> None:
        """Take callers in until the door is closed."""
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self.listening.accept()
                server = socket.create_connection(("127.0.0.1", self.behind), PATIENCE)
                self.open += caller, server
                Thread(target=self.hand_on, args=(caller, server), daemon=True).start()
                Thread(target=self.hand_back, args=(server, caller), daemon=True).start()

    def hand_on(self, caller: socket.socket, server: socket.socket) -> None:
        """Hand on what the caller says."""
        with contextlib.suppress(OSError):
            while octets := caller.recv(65536):
                server.sendall(octets)
        close(server)

    def hand_back(self, server: socket.socket, caller: socket.socket) -> None:
        """Hand back what the server says, up to the limit."""
        said = 0
        with contextlib.suppress(OSError):
            while octets := server.recv(65536):
                limit = min((n for n in (self.cut_after, self.silent_after) if n is not None), default=None)
                octets = octets if limit is None else octets[: max(limit - said, 0)]
                caller.sendall(octets)
                said += len(octets)
                self.said += len(octets)
                if limit is not None and said >= limit:
                    break
        if self.silent_after is not None:
            self.over.wait(PATIENCE)
        close(caller)
        close(server)


def close(line: socket.socket) -> None:
    """End a connection for both who read and write."""
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
