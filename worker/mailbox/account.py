"""How one mailbox of ours is reached."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth2:
    """A client that fetches short-lived tokens instead of a password (RFC 6749 6, RFC 7628)."""

    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(repr=False)
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How many seconds a server may be silent: while the connection is made, and at any moment later."""

    connect: float = 15
    read: float = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A mailbox on an IMAP server; ``tls`` is ``tls``, ``starttls`` or, on loopback only, ``none``.

    ``mark`` says how mail that is archived is marked on the server: by a ``keyword``, by a ``move`` to the folder
    ``move_to``, or ``none``.
    """

    name: str
    host: str
    port: int
    tls: str = "tls"
    username: str
    password: str = field(default="", repr=False)
    oauth2: OAuth2 | None = None
    folders: tuple[str, ...] = ("INBOX",)
    mark: str = "keyword"
    move_to: str = ""
    timeouts: Timeouts = Timeouts()
