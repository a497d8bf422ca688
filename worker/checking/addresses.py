"""Our own addresses: the newest mails in the mailboxes were sent to them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, works
from worker.mail.octets.addresses import addresses
from worker.mail.octets.trace import delivered_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.mail.newsroom import Newsroom
    from worker.mail.octets.fields import Fields

NAME = "mailbox_addresses"


def told(headers: Sequence[Fields], newsroom: Newsroom) -> Finding:
    """Say whether the addresses that the configuration names are those that mail is sent to."""
    met = Counter(address for header in headers for address in delivered_to(header) or sent_to(header))
    usual = f"; most come to {met.most_common(1)[0][0]}" if met else ""
    ours = ", ".join(sorted(newsroom.mailbox_addresses))
    if not ours:
        return beware(NAME, f"none is named: name the addresses whose mail lands in these mailboxes{usual}")
    if not headers:
        return works(NAME, f"{ours}; no mail has come that could tell whether it is right")
    found = sum(any(newsroom.is_mailbox(address) for address in sent_to(header)) for header in headers)
    if not found:
        return beware(NAME, f"none of the newest {len(headers)} mails names {ours}: is that right?{usual}")
    return works(NAME, f"{ours}: named by {found} of the newest {len(headers)} mails")


def sent_to(header: Fields) -> frozenset[str]:
    """Give the addresses a mail was sent or delivered to, in lower case."""
    named = [a.address for field in ("to", "cc") for a in addresses(b", ".join(header.every(field)), None)]
    return frozenset(address.casefold() for address in (*named, *delivered_to(header)))
