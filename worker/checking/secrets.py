"""The secrets of a configuration stand in nothing that is told, though a server repeats what it was sent."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from worker.notices.blotted import blotted
from worker.notices.channel import secrets as parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.settings import Settings

LONG = 8  # characters of a part of a channel's URL that may be a token; no name of a host


def without_secrets(says: str, settings: Settings) -> str:
    """Give a line with every secret of the configuration blotted out."""
    return blotted(says, secrets(settings))


def secrets(settings: Settings) -> Iterator[str]:
    """Yield the secrets of a configuration."""
    for url in (settings.database_url, settings.broker_url):
        with suppress(ValueError):  # an address that nobody can read is not repeated either
            password = urlsplit(url).password or ""
            yield from (password, unquote(password))
    for account in settings.mailboxes:
        names = {account.username, account.name, account.host}
        if account.password not in names:  # what stands in the open elsewhere is none
            yield account.password
        if account.oauth2:
            yield from (account.oauth2.client_secret, account.oauth2.refresh_token)
    server = settings.bureau.server
    if server and server.password not in {server.username, server.host}:
        yield server.password
    for url in settings.bureau.channels.values():
        yield url
        yield from (part for part in parts(url) if len(part) >= LONG and "." not in part)
