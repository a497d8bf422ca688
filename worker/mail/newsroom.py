"""Which addresses are ours, and what our own server calls itself."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from worker.mail.addr_spec import compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """The newsroom as reading a mail needs it; all addresses and domains as they are compared."""

    name: str = ""
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    mailbox_addresses: frozenset[str] = frozenset()
    zone: ZoneInfo = ZoneInfo("UTC")
    authserv_id: str = ""

    def owns(self, address: str) -> bool:
        """Tell whether an addr-spec is a person's of ours or one of our mailboxes."""
        key = compared(address)
        return key in self.addresses or self.is_mailbox(key) or key.rpartition("@")[2] in self.domains

    def is_mailbox(self, address: str) -> bool:
        """Tell whether an addr-spec is a polled mailbox, with or without a ``+detail`` (RFC 5233)."""
        local, _, domain = compared(address).rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" in self.mailbox_addresses
