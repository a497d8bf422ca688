"""Messages as other programs read them: plain JSON values in the words of the export."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from worker.mail.message import Address, Attachment

Plain = dict[str, object]


def plain_address(address: Address) -> Plain:
    """Give a name and an addr-spec."""
    return {"name": address.name, "address": address.address}


def plain_addresses(addresses: Iterable[Address]) -> list[Plain]:
    """Give names and addr-specs."""
    return [plain_address(a) for a in addresses]


def plain_attachments(attachments: Iterable[Attachment]) -> list[Plain]:
    """Give what is known of attached files; their octets stay in the archive."""
    return [{"filename": a.filename, "type": a.type, "size": a.size, "sha256": a.sha256} for a in attachments]


def plain_moment(moment: datetime | None) -> str | None:
    """Give a moment in ISO 8601, to the second, with its author's offset."""
    return moment.isoformat(timespec="seconds") if moment else None
