"""A poor server of the tests: pymap, which keeps no keywords."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from imapclient import IMAPClient

from worker.demo.server import serving
from worker.mailbox.account import Account

if TYPE_CHECKING:
    from collections.abc import Iterator


class Pymap:
    """A server with one mailbox."""

    def __init__(self, port: int) -> None:
        self.port = port

    def account(self, **told: object) -> Account:
        """Give the account of its mailbox."""
        usual = {"host": "127.0.0.1", "port": self.port, "tls": "none", "username": "desk", "password": "secret"}
        return Account(**{"name": "desk", **usual, **told})

    def deliver(self, *mails: bytes) -> None:
        """Put mail into the inbox."""
        with self.client() as client:
            for mail in mails:
                client.append("INBOX", mail)

    def client(self) -> IMAPClient:
        """Log in as another client."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10)
        client.login("desk", "secret")
        return client


@contextmanager
def pymap() -> Iterator[Pymap]:
    """Start it with an empty mailbox."""
    with serving("desk", "secret") as port:
        yield Pymap(port)
