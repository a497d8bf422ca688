"""A mail as it was fetched: its octets, and where and when they lay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMessage:
    """Octets with their place: a mailbox by its uid (RFC 9051 2.3.1), or a file by its name.

    ``internal_date`` is the time of receipt where the store tells one. ``trusted`` says that what lies there was put
    there by us (``import``, a trusted folder), so that mail of ours needs no verdict of a server.
    """

    octets: bytes
    mailbox: str
    uidvalidity: int = 0
    uid: int = 0
    name: str = ""  # the file, where there is one
    internal_date: datetime | None = None
    trusted: bool = False
    imported: bool = False
