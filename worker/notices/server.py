"""How the newsroom's own SMTP server is reached."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """An SMTP server; ``tls`` is ``tls``, ``starttls`` or, on loopback only, ``none``; timeouts in seconds."""

    host: str
    port: int
    tls: str = "starttls"
    username: str = ""  # "" for a server that takes mail without a login
    password: str = field(default="", repr=False)
    connect_timeout: float = 15
    timeout: float = 60  # how long it may be silent at any later moment
