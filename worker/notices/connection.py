"""A connection to the newsroom's own SMTP server, logged in: TLS verified, no silence without end."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.notices.answers import encoded, translated

if TYPE_CHECKING:
    from worker.notices.server import Server

FAILURES = (smtplib.SMTPException, OSError, UnicodeError)
ACCEPTED = 235  # RFC 4954 6


def connected(server: Server, sender: str) -> smtplib.SMTP:
    """Give a connection that takes mail of a sender; Transient or Refused, in one line, where there is none."""
    try:
        return logged_in(server, host_of(sender))
    except FAILURES as error:
        raise translated(server, error) from error


def logged_in(server: Server, hello: str) -> smtplib.SMTP:
    """Connect, begin TLS and log in; errors are the library's."""
    client: smtplib.SMTP
    if server.tls == "tls":
        client = smtplib.SMTP_SSL(
            server.host, server.port, hello, timeout=server.connect_timeout, context=ssl.create_default_context()
        )
    else:
        client = smtplib.SMTP(server.host, server.port, hello, timeout=server.connect_timeout)
    try:
        if client.sock:
            client.sock.settimeout(server.timeout)
            client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            begin_tls(server, client)
        if server.username:
            enter(server, client)
    except BaseException:
        drop(client)
        raise
    return client


def begin_tls(server: Server, client: smtplib.SMTP) -> None:
    """Go on in TLS (RFC 3207), or not at all."""
    if not client.has_extn("starttls"):
        raise Refused(f'{server.host}:{server.port} offers no STARTTLS: set tls = "tls", and the port for it (465)')
    client.starttls(context=ssl.create_default_context())
    client.ehlo_or_helo_if_needed()


def enter(server: Server, client: smtplib.SMTP) -> None:
    """Log in; the library writes ASCII only, and a password may be anything (RFC 4616)."""
    if (server.username + server.password).isascii():
        client.login(server.username, server.password)
        return
    code, answer = client.docmd("AUTH", f"PLAIN {encoded(chr(0).join(('', server.username, server.password)))}")
    if code != ACCEPTED:
        raise smtplib.SMTPAuthenticationError(code, answer)


def host_of(sender: str) -> str:
    """Give the name we greet with (RFC 5321 4.1.1.1): the domain we write from; asking for our own may take long."""
    with suppress(UnicodeError):
        return sender.rpartition("@")[2].encode("idna").decode() or "localhost"
    return "localhost"


def drop(client: smtplib.SMTP) -> None:
    """End a connection at once."""
    with suppress(*FAILURES):
        client.close()


def leave(client: smtplib.SMTP) -> None:
    """End a connection as one should."""
    with suppress(*FAILURES):
        client.quit()
    drop(client)
