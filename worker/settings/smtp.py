"""The newsroom's own SMTP server as it is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.mailbox.account import HIGHEST_PORT, names_server
from worker.notices.server import Server
from worker.settings.encryption import encrypted

if TYPE_CHECKING:
    from worker.configuration import Section

PORTS = {"tls": 465, "starttls": 587, "none": 25}  # RFC 8314 3.3, RFC 6409


def server_of(section: Section) -> Server | None:
    """Build how mail leaves, or None where nothing is said of it."""
    if not section.values:
        return None
    host = section.text("host")
    if not names_server(host):
        raise section.refuse("host", f'must be a name like "smtp.newsroom.example", not {host!r}')
    usual = "tls" if section.number("port", 0) == PORTS["tls"] else "starttls"
    tls = encrypted(section, host, usual)
    username = section.text("username", "")
    built = Server(
        host=host,
        port=section.number("port", PORTS[tls]),
        tls=tls,
        username=username,
        password=section.secret("password", None if username else ""),
    )
    if not 0 < built.port < HIGHEST_PORT:
        raise section.refuse("port", f"must be a number from 1 to {HIGHEST_PORT - 1}, not {built.port}")
    if built.password and not username:
        raise section.refuse("username", "is missing: a password is given")
    section.close()
    return built
