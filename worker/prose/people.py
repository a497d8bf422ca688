"""People as they are named, and things as they are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.mail.message import Address

NAMED = 3  # recipients that are named; the others are counted


def counted(number: int, one: str, many: str) -> str:
    """Write a number of things: "1 reply", "0 replies"."""
    return f"{number} {one if number == 1 else many}"


def named(address: Address) -> str:
    """Name a person by name and address."""
    if address.name and address.address:
        return f"{address.name} ({address.address})"
    return address.name or address.address or "somebody unnamed"


def everybody(addresses: tuple[Address, ...]) -> str:
    """Name the first few recipients and count the others."""
    names = [named(a) for a in addresses[:NAMED]]
    if others := len(addresses) - len(names):
        names.append(counted(others, "other", "others"))
    if not names:
        return "recipients it does not name"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
