"""Lays mail into a mailbox, as a mail server does."""

from __future__ import annotations

import imaplib
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from worker.errors import Transient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.demo.delivered import Delivered
    from worker.mailbox.account import Account

PATIENCE = 10  # seconds


@contextmanager
def posting(account: Account) -> Iterator[Callable[[Delivered], None]]:
    """Give what lays a mail into the inbox of an account, with the time at which it came."""
    with imaplib.IMAP4(account.host, account.port, timeout=PATIENCE) as client:
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each mail waits for an acknowledgement
        client.login(account.username, account.password)

        def post(mail: Delivered) -> None:
            answer, told = client.append("INBOX", "", imaplib.Time2Internaldate(mail.at), mail.octets)
            if answer != "OK":
                raise Transient(f"the demo's mail server did not take {mail.name}: {told!r}")

        yield post
