"""Whom a record's organisation writes through: the addresses that are listed, and everybody who replied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.correspondence import Contact
from worker.mail.body.signature import contacts_role
from worker.mail.message import Direction

if TYPE_CHECKING:
    from worker.correspondence import Correspondence


def contacts(record: Correspondence) -> tuple[Contact, ...]:
    """Give the contacts of a record in the order they came up, each with the newest name and role they gave."""
    found = {address: Contact(name="", address=address, role="") for address in record.listed_contacts}
    for entry in record.entries:
        message = entry.message
        if not entry.counted or message.direction != Direction.REPLY or not message.sender.address:
            continue
        key = message.sender.key
        known = found.get(key, Contact(name="", address=message.sender.address, role=""))
        found[key] = Contact(
            name=message.sender.name or known.name,
            address=known.address,
            role=contacts_role(message.body.signature, message.sender.name) or known.role,
        )
    return tuple(found.values())
