"""Addresses of servers: the password put in that lies in a file of its own, a file found beside the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from pathlib import Path

BROKERS = ("redis", "rediss", "redis+socket")


def anchored(url: str, folder: Path) -> str:
    """Give a database URL whose SQLite file, if relative, lies in the folder of the configuration."""
    scheme, mark, rest = url.partition(":///")
    if not url.startswith("sqlite") or not mark or not rest or rest.startswith((":memory:", "file:")):
        return url
    file, query, options = rest.partition("?")
    return f"{scheme}{mark}{(folder / file).absolute()}{query}{options}"


def with_password(url: str, password: str) -> str:
    """Put a password into an address that has none.

    >>> with_password("redis://broker:6379/0", "a/b")
    'redis://:a%2Fb@broker:6379/0'
    >>> with_password("postgresql+psycopg://ledger@db/ledger", "secret")
    'postgresql+psycopg://ledger:secret@db/ledger'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # whoever opens it says what is wrong with it
        return url
    user, mark, host = parts.netloc.rpartition("@")
    if not password or not (parts.netloc or parts.path) or url.startswith("sqlite") or (mark and ":" in user):
        return url
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}"))


def names_broker(url: str) -> bool:
    """Tell whether an address is one of Redis."""
    return url.partition("://")[0] in BROKERS
