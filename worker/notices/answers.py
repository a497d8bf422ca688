"""What an SMTP server or the net answers when a mail is not taken, in one line for whom it concerns."""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from typing import TYPE_CHECKING

from worker.errors import Refused, Transient
from worker.notices.blotted import blotted

if TYPE_CHECKING:
    from worker.notices.server import Server

LONGEST = 200
LATER = range(400, 500)
LOGIN = frozenset({530, 534, 535, 538})  # a login is missing, was refused, or must be another (RFC 4954 6)


def translated(server: Server, error: Exception) -> Transient | Refused:
    """Tell what kept a server from being reached: out of reach for the moment, or a thing a person must change."""
    where = f"{server.host}:{server.port}"
    match error:
        case smtplib.SMTPResponseException():
            return refusal(server, where, error.smtp_code, error.smtp_error)
        case smtplib.SMTPServerDisconnected():
            return Transient(f'{where} ended the connection, or was silent: does this port want another "tls"?')
        case smtplib.SMTPException():
            return Refused(f"{where} takes no login on this connection: {tls_hint(server)}")
        case OSError():
            return net_failure(server, where, error)
        case _:
            return Transient(f"{where}: {said(server, str(error))}")


def refusal(server: Server, where: str, code: int, answer: bytes | str) -> Transient | Refused:
    """Tell an answer of the server that is no yes."""
    if code in LOGIN:
        return Refused(login_failure(server, code, answer))
    if code in LATER:
        return Transient(f"{where} takes nothing now: {reply(server, code, answer)}")
    if code < 0:
        return Refused(f"{where} answers what is no SMTP: is the port right?")
    return Refused(f"{where} takes nothing from us: {reply(server, code, answer)}")


def net_failure(server: Server, where: str, error: OSError) -> Transient | Refused:
    """Tell what went wrong below SMTP."""
    match error:
        case ssl.SSLCertVerificationError():
            cure = "have it renewed, write the name it is made out for as host, or name its authority in SSL_CERT_FILE"
            return Refused(f"the certificate of {server.host} can't be trusted: {error.verify_message}; {cure}")
        case ssl.SSLError() if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"}:
            return Refused(f'{where} does not begin with TLS: is the port right, or is tls = "starttls" meant?')
        case socket.gaierror():
            return Transient(f"{server.host!r} is not found: is host right, and is there a network?")
        case TimeoutError():
            return Transient(f"{where} is silent: is the port right, or does a firewall stand between?")
        case ConnectionRefusedError():
            return Transient(f"{where} takes no connection: is the server running, and is the port right?")
        case _:
            return Transient(f"{where} is out of reach: {error.strerror or said(server, str(error))}")


def login_failure(server: Server, code: int, answer: bytes | str) -> str:
    """Say that a login is missing or was refused, and what to do."""
    told = reply(server, code, answer)
    if not server.username:
        return f"{server.host} wants a login: give [smtp] username and password ({told})"
    return f"{server.host} refuses the login of {server.username!r}: check [smtp] username and password ({told})"


def tls_hint(server: Server) -> str:
    """Say how a login may be made possible."""
    return 'set tls = "starttls"' if server.tls == "none" else "take out [smtp] username, or ask for its port for mail"


def reply(server: Server, code: int, answer: bytes | str) -> str:
    """Write a reply of the server in one line."""
    return said(server, f"{code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}")


def said(server: Server, words: str) -> str:
    """Give words in one line of bounded length, without the password, should the server repeat it."""
    sent = (server.password, f"\0{server.username}\0{server.password}")
    words = blotted(words, [*sent, *map(encoded, sent)])
    return " ".join("".join(c if c.isprintable() else " " for c in words[:LONGEST]).split())


def encoded(secret: str) -> str:
    """Write a secret as a login sends it."""
    return b64encode(secret.encode()).decode()
