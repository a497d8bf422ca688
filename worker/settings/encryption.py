"""How safe a connection to a server must be."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.configuration import Section

WAYS = ("tls", "starttls", "none")


def encrypted(section: Section, host: str, usual: str) -> str:
    """Read how a connection is encrypted; refuse one in clear to another machine."""
    tls = section.text("tls", usual)
    if tls not in WAYS:
        raise section.refuse("tls", f'must be "tls", "starttls" or "none", not {tls!r}')
    if tls == "none" and not loopback(host):
        raise section.refuse("tls", f'is "none", but {host} is another machine: the password would travel in clear')
    return tls


def loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host.casefold() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
