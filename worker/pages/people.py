"""Who wrote and who was written to, as a page names them: by name and role, never by address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.body.signature import contacts_role
from worker.pages.legible import in_a_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.correspondence import Contact, Correspondence
    from worker.mail.message import Address, Message
    from worker.mail.newsroom import Newsroom

_LONGEST = 120  # characters of a name or role; more is no name
_AT = ("@", "\uff20")
_WORD = "[^\\W\\d_]+(?:[-'\u2019][^\\W\\d_]+)*"
_LAST_FIRST = re.compile(rf"({_WORD}(?: {_WORD})?), ({_WORD}(?: {_WORD}\.?)?)")
_LETTERS = frozenset(
    {"jr", "sr", "phd", "md", "mba", "esq", "cpa", "qc", "kc", "mp", "obe", "cbe", "inc", "llc", "ltd"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or office of the other side; any of it may be empty."""

    name: str = ""
    role: str = ""


def author(message: Message, known: Mapping[str, Contact]) -> Person:
    """Name the author of a letter of theirs: as its own signature tells, else as another public letter does."""
    contact = known.get(message.sender.key)
    name = _name(message.sender.name) or (_name(contact.name) if contact else "")
    told = contacts_role(message.body.signature, message.sender.name)
    return Person(name=name, role=_role(told or (contact.role if contact else "")) if name else "")


def readers(
    message: Message, record: Correspondence, newsroom: Newsroom, known: Mapping[str, Contact]
) -> tuple[Person, ...]:
    """Name those of the organisation that a letter of ours went to; who had a copy is never told, nor counted."""
    theirs = tuple(a for a in message.to if a.address and not newsroom.owns(a.address))
    listed = tuple(a for a in theirs if _of(record, a, known))
    if not listed and not any(_of(record, a, known) for a in message.cc):
        listed = theirs  # a representative; where the organisation had a copy, whoever it is, it is no reader of theirs
    return tuple(_person(a, known.get(a.key)) for a in {a.key: a for a in listed}.values())


def by_hand(name: str, role: str) -> Person:
    """Name the person a hand-written entry tells of."""
    return Person(name=_name(name), role=_role(role))


def by_address(contacts: Iterable[Contact]) -> Mapping[str, Contact]:
    """Give contacts by their address, as addresses are compared."""
    return {c.address.lower(): c for c in contacts}


def _person(address: Address, contact: Contact | None) -> Person:
    if contact is None:
        return Person(name=_name(address.name))
    return Person(name=_name(address.name) or _name(contact.name), role=_role(contact.role))


def _of(record: Correspondence, address: Address, known: Mapping[str, Contact]) -> bool:
    domain = address.key.rpartition("@")[2]
    return (
        address.key in known
        or address.key in {c.lower() for c in record.listed_contacts}
        or any(domain == d or domain.endswith(f".{d}") for d in record.domains)
    )


def _name(written: str) -> str:
    """Give a display name, unless it is an address: what stands in quotation marks or is none is left out."""
    name = in_a_line(written[:_LONGEST]).strip("'\"\u2018\u2019\u201c\u201d<>,;")
    return "" if any(at in name for at in _AT) else _turned(name)


def _turned(name: str) -> str:
    """Give "Vale, Imogen", as the directories of Exchange write it, as she would be called."""
    found = _LAST_FIRST.fullmatch(name)
    return f"{found[2]} {found[1]}" if found and found[2].casefold() not in _LETTERS else name


def _role(written: str) -> str:
    role = in_a_line(written[:_LONGEST]).rstrip(".,;")
    return "" if any(at in role for at in _AT) else role
