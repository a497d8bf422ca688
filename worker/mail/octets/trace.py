"""What the trace fields tell: to whom a mail was delivered, which verdicts are our own server's (RFC 5321, 8601)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.mail.octets.charset import decoded, line

if TYPE_CHECKING:
    from worker.mail.octets.fields import Fields

_DELIVERED = ("x-original-to", "delivered-to", "envelope-to", "x-envelope-to")
_SPEC = re.compile(r"[^\s<>\"(),;:]{1,200}@[^\s<>\"(),;:]{1,255}")
_FROM = re.compile(r"from\s(.{0,1000})(?:\sby\s|$)", re.IGNORECASE)
_IP = re.compile(r"\[(?:ipv6:)?([0-9a-f.:]{2,45})\]", re.IGNORECASE)
_INSIDE = re.compile(
    r"127\.|10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:", re.IGNORECASE
)


def delivered_to(own: Fields) -> tuple[str, ...]:
    """Give the addr-specs the mail was delivered to, as the servers on its way noted them."""
    found = (
        match[0] for name in _DELIVERED for value in own.every(name) for match in _SPEC.finditer(decoded(value[:1000]))
    )
    return tuple(dict.fromkeys(found))


def verdicts(own: Fields) -> tuple[str, ...]:
    """Give the Authentication-Results that stand above the first Received another host wrote, top first."""
    found: list[str] = []
    outside = False
    for name, value in own.items:
        if name == "received":
            if outside:
                break
            outside = not _local(line(decoded(value)))
        elif name == "authentication-results":
            found.append(line(decoded(value)))
    return tuple(found)


def _local(received: str) -> bool:
    # A hop inside our own house, before which our border server has written its verdict: a Received without "from"
    # (Gmail), or from nothing but loopback and private addresses (delivery by LMTP, a filter in between).
    match = _FROM.match(received)
    if match is None:
        return received.lower().startswith("by ")
    addresses = _IP.findall(match[1])
    return bool(addresses) and all(_INSIDE.match(each) for each in addresses)
