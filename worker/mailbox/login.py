"""A connection to an IMAP server, logged in: TLS verified, no silence without end."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from worker.errors import Refused
from worker.mailbox.answers import busy, cut_off, said
from worker.mailbox.oauth2 import access_token

if TYPE_CHECKING:
    from worker.mailbox.account import Account, OAuth2

NAME = {"name": "onrecord"}  # RFC 2971: some servers open no folder to a client without a name (NetEase)


def logged_in(account: Account) -> IMAPClient:
    """Give a connection that is logged in; errors are the library's."""
    # Reading all that the system trusts takes longer than a connection in clear to this machine.
    context = ssl.create_default_context() if account.tls == "tls" else None
    timeouts = SocketTimeout(account.timeouts.connect, account.timeouts.read)
    client = IMAPClient(account.host, account.port, ssl=account.tls == "tls", ssl_context=context, timeout=timeouts)
    try:
        client._imap.debug = 0  # noqa: SLF001 - else every literal is formatted twice, and thrown away
        client.normalise_times = False
        client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if account.tls == "starttls":
            begin_tls(account, client)
        enter(account, client)
        if client.has_capability("ID"):
            client.id_(NAME)
    except BaseException:
        with suppress(OSError):  # it may be half closed, which is no news beside what closed it
            client.shutdown()
        raise
    return client


def begin_tls(account: Account, client: IMAPClient) -> None:
    """Go on in TLS (RFC 9051 6.2.1), or not at all."""
    if not client.has_capability("STARTTLS"):
        where = f"{account.name}: {account.host}:{account.port}"
        raise Refused(f'{where} offers no STARTTLS: set tls = "tls", and the port for it (993)')
    client.starttls(ssl.create_default_context())


def enter(account: Account, client: IMAPClient) -> None:
    """Log in by what the account has: tokens or a password."""
    if account.oauth2:
        enter_by_token(account, account.oauth2, client)
    elif not client.has_capability("LOGINDISABLED") and (account.username + account.password).isascii():
        client.login(account.username, account.password)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(account.username, account.password)  # in UTF-8, which LOGIN has no room for
    else:
        change = 'set tls = "starttls"' if account.tls == "none" else "give [mailboxes.oauth2]"
        raise Refused(f"{account.name}: {account.host} takes no password on this connection: {change}")


def enter_by_token(account: Account, source: OAuth2, client: IMAPClient) -> None:
    """Log in with a token (RFC 7628), and once more with a new one: the old one may have been withdrawn."""
    if not any(client.has_capability(f"AUTH={way}") for way in ("OAUTHBEARER", "XOAUTH2")):
        raise Refused(f"{account.name}: {account.host} takes no OAuth2 tokens: give a password instead")
    try:
        present(account, access_token(source), client)
    except LoginError as error:
        if cut_off(error) or busy(said(error)):
            raise
        present(account, access_token(source, anew=True), client)


def present(account: Account, token: str, client: IMAPClient) -> None:
    """Show a token in the way the server knows, the standard one before Google's."""
    if client.has_capability("AUTH=OAUTHBEARER"):
        client.oauthbearer_login(account.username, token)
    else:
        client.oauth2_login(account.username, token)
