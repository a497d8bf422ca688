"""How one mailbox of ours is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HIGHEST_PORT = 1 << 16
MARKS = ("keyword", "move", "none")
LONGEST_NAME = 199  # of a mailbox with one of its folders


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

    def faults(self) -> Iterator[tuple[str, str]]:
        """Say which key is wrong and why: no name of a server, a way of marking that leads nowhere."""
        if not names_server(self.host):
            yield "host", f'must be a name like "imap.newsroom.example", not {self.host!r}'
        if not 0 < self.port < HIGHEST_PORT:
            yield "port", f"must be a number from 1 to {HIGHEST_PORT - 1}, not {self.port}"
        if not self.folders:
            yield "folders", 'names none, so nothing would be polled: write ["INBOX"]'
        if self.mark not in MARKS:
            yield "mark", f'must be "keyword", "move" or "none", not {self.mark!r}'
        elif self.mark == "move" and not self.move_to:
            yield "move_to", 'is missing: name the folder that mail is moved to, or set mark = "keyword"'
        elif self.mark != "move" and self.move_to:
            yield "move_to", f'is given, but mark is "{self.mark}": set mark = "move"'
        elif self.move_to in self.folders:
            yield "move_to", "stands among folders: mail would be moved to where it lies"
        if any(len(self.name) + len(folder) >= LONGEST_NAME for folder in self.folders):
            yield "folders", f"holds a name too long: name and folder may have {LONGEST_NAME} letters together"


def names_server(host: str) -> bool:
    """Tell whether a text can be the name or the address of a server."""
    try:
        return bool(host.encode("idna")) and not set(host) & set("/@ ")
    except UnicodeError:
        return False
