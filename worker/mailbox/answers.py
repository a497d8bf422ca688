"""What a server or the net answers when it does not do what was asked, in one line for whom it concerns."""

from __future__ import annotations

import re
import socket
import ssl
from typing import TYPE_CHECKING

from imapclient.exceptions import IMAPClientAbortError, LoginError, ProtocolError

from worker.errors import Refused, Transient
from worker.mailbox.providers import wants

if TYPE_CHECKING:
    from worker.mailbox.account import Account

LONGEST = 200
CODE = re.compile(r"\[([A-Z][A-Z-]{1,30})[ \]]")  # RFC 9051 7.1

# What a server says that has too much to do, with the words of those that say it without a code (Gmail, Exchange).
BUSY = frozenset({"INUSE", "LIMIT", "OVERQUOTA", "THROTTLED", "UNAVAILABLE"})
BUSY_WORDS = ("too many", "not connected", "try again", "temporar")

NAMED = "write that one as host; `openssl s_client -connect HOST:PORT` shows it"
CERTIFICATES = {  # by OpenSSL's number
    9: "is not valid yet: set the clock of this machine, or wait",
    10: "has expired: have it renewed",
    18: "is signed by itself: have it signed, or name it in SSL_CERT_FILE",
    19: "is signed by an authority unknown here: name its certificate in SSL_CERT_FILE",
    20: "is signed by an authority unknown here: name its certificate in SSL_CERT_FILE",
    62: f"is made out for another name: {NAMED}",
    64: f"is made out for another name: {NAMED}",
}


class Declined(Transient):
    """The server said NO to one command; the connection stands."""


class CutOff(Transient):
    """The connection ended; ``uids`` are the mails that were being fetched."""

    uids: tuple[int, ...] = ()


def translated(account: Account, error: Exception) -> Transient | Refused:
    """Tell an error of the library as what it is: out of reach for the moment, or a thing a person must change."""
    where = f"{account.name}: {account.host}:{account.port}"
    match error:
        case LoginError() if not cut_off(error):
            return login_failure(account, said(error))
        case ProtocolError():
            return Declined(f"{where} answers what is no IMAP: {said(error)}; is the port right?")
        case IMAPClientAbortError() | LoginError():
            return CutOff(f"{where} ended the connection: {said(error)}; try again: what came is kept")
        case OSError():
            return net_failure(account, where, error)
        case _ if busy(said(error)):
            return Transient(f"{where} is busy: {said(error)}; try again later")
        case _:
            return Declined(f"{where} says: {said(error)}")


def cut_off(error: Exception) -> bool:
    """Tell whether a login failed only because the connection ended."""
    return isinstance(error.__context__, IMAPClientAbortError)


def login_failure(account: Account, answer: str) -> Transient | Refused:
    """Tell a login that failed."""
    if busy(answer) or "SERVERBUG" in answer:
        return Transient(f"{account.name}: {account.host} lets nobody in for the moment: {answer}; try again later")
    password = wants(account.host) or "check username and password"
    change = "get a new refresh_token" if account.oauth2 else password
    return Refused(f"{account.name}: {account.host} refuses the login of {account.username!r}: {answer}; {change}")


def net_failure(account: Account, where: str, error: OSError) -> Transient | Refused:
    """Tell what went wrong below IMAP."""
    match error:
        case ssl.SSLCertVerificationError():
            why = CERTIFICATES.get(error.verify_code, f"can't be trusted: {error.verify_message}")
            return Refused(f"{account.name}: the certificate of {account.host} {why}")
        case ssl.SSLError() if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"}:
            return Refused(f'{where} does not begin with TLS: is the port right, or is tls = "starttls" meant?')
        case socket.gaierror():
            return Transient(f"{account.name}: {account.host!r} is not found: is host right, and is there a network?")
        case TimeoutError():
            port = "is the port right" if account.tls == "tls" else 'does this port want tls = "tls"'
            return Transient(f"{where} is silent: {port}, or does a firewall stand between?")
        case ConnectionRefusedError():
            return Transient(f"{where} takes no connection: is the server running, and is the port right?")
        case _:
            kind = CutOff if isinstance(error, ConnectionError) else Transient
            return kind(f"{where} is out of reach: {error.strerror or said(error)}")


def busy(answer: str) -> bool:
    """Tell whether time will help."""
    low = answer.lower()
    return bool(BUSY & set(CODE.findall(answer))) or any(words in low for words in BUSY_WORDS)


def said(error: Exception) -> str:
    """Give the words of an error in one line of bounded length."""
    words = error.args[0] if error.args else ""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text[:LONGEST].split()) or type(error).__name__
