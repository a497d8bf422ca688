"""Identifiers of our own mail that nobody else can make (RFC 5322 3.6.4 with RFC 2104).

The code is over the token and the domain. Whom a notice went to is not in it: the token is itself a digest of its
recipient, so the row that bears the token tells whom it was for.
"""

from __future__ import annotations

import hmac
from typing import Final

_NAME: Final = "onrecord"
_DIGITS: Final = 20
_LONGEST: Final = 998  # a line of a mail; no identifier is longer


def identifier(token: str, domain: str, secret: bytes) -> str:
    """Give the Message-ID of a mail of ours, without angle brackets; the same token gives the same one."""
    domain = domain.lower()
    return f"{_NAME}.{token}.{_code(token, domain, secret)}@{domain}"


def token_of(message_id: str, secret: bytes) -> str | None:
    """Tell the token of a Message-ID that we made with this secret; of any other, none."""
    local, _, domain = message_id[:_LONGEST].strip("<> \t").lower().rpartition("@")
    parts = local.split(".")
    if len(parts) != 3 or parts[0] != _NAME:  # noqa: PLR2004 - the name, the token, the code
        return None
    token, code = parts[1:]
    good = hmac.compare_digest(_code(token, domain, secret).encode(), code.encode("utf-8", "surrogatepass"))
    return token if good else None


def _code(token: str, domain: str, secret: bytes) -> str:
    told = f"{token}@{domain}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, told, "sha256").hexdigest()[:_DIGITS]
