"""Whom a record's organisation writes through: the addresses that are listed, and everybody who replied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.correspondence import Contact
from worker.mail.message import Direction

if TYPE_CHECKING:
    from worker.correspondence import Correspondence
    from worker.mail.message import Message

LONGEST_ROLE = 80


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
            role=role(message) or known.role,
        )
    return tuple(found.values())


def role(message: Message) -> str:
    """Read the role from a signature: the line below the name, if it is words alone."""
    lines = [line.strip() for line in message.body.signature.splitlines() if line.strip(" -_")]
    if len(lines) < 2:  # noqa: PLR2004 - a name, and what stands below it
        return ""
    below = lines[1]
    words = not any(mark in below for mark in "@:/|") and not any(c.isdigit() for c in below)
    return below if words and len(below) <= LONGEST_ROLE else ""
