"""Whether a mail can be written to an address at all (RFC 5321 4.5.3.1, RFC 5322 3.4.1)."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from functools import lru_cache
from smtplib import quoteaddr
from typing import Final

LONGEST: Final = 254
LONGEST_LOCAL: Final = 64


@lru_cache(maxsize=4096)
def mailable(address: str) -> bool:
    """Tell whether a notice can go to an address: plain ASCII, one address and nothing beside it.

    >>> mailable("mara@newsroom.example"), mailable("mara..lind@newsroom.example"), mailable("ma[ra@newsroom.example")
    (True, False, False)
    """
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or len(local) > LONGEST_LOCAL or len(address) > LONGEST:
        return False
    if not (address.isascii() and address.isprintable()) or " " in address or '"' in address:
        return False
    try:
        read = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        return False
    return read.addr_spec == address and quoteaddr(address) == f"<{address}>"
