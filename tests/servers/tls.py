"""TLS in front of a server that speaks none."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from tests.servers.certificates import Certificate

PATIENCE = 10  # seconds


class TlsFront:
    """Listens on a port of its own with a certificate and hands on what comes, to a port of this machine."""

    def __init__(self, certificate: Certificate, behind: int) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate.file, certificate.key)
        self.behind = behind
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]

    def __enter__(self) -> Self:
        """Begin to listen."""
        Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        with contextlib.suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def listen(self) -> None:
        """Take callers in until the door is closed."""
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            Thread(target=self.serve, args=(caller,), daemon=True).start()

    def serve(self, caller: socket.socket) -> None:
        """Hand on what one caller and the server say to each other; a caller who does not trust us is gone."""
        with contextlib.suppress(OSError), caller:
            caller.settimeout(PATIENCE)
            with (
                self.context.wrap_socket(caller, server_side=True) as safe,
                socket.create_connection(("127.0.0.1", self.behind), PATIENCE) as plain,
            ):
                converse(safe, plain)


def converse(safe: ssl.SSLSocket, plain: socket.socket) -> None:
    """Copy octets both ways until one side ends, in one thread: a TLS connection is no matter for two."""
    while True:
        ready = [safe] if safe.pending() else select.select([safe, plain], [], [], PATIENCE)[0]
        for source in ready:
            octets = source.recv(65536)
            if not octets:
                return
            (plain if source is safe else safe).sendall(octets)
        if not ready:
            return
