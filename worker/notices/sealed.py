"""A composed mail as it travels, read once more before it does: what came of it must be what was meant."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import SMTP, default
from typing import TYPE_CHECKING, Final

from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

WIRE: Final = SMTP.clone(cte_type="7bit")  # not every server takes more
NAMING: Final = ("From", "To", "Reply-To")


def sealed(mail: EmailMessage) -> bytes:
    """Write a mail; refuse one that would arrive with other fields, other parts or other words."""
    octets = mail.as_bytes(policy=WIRE)
    read = message_from_bytes(octets, policy=default)
    meant, told = list(_parts(mail)), list(_parts(read))
    if meant != told or _head(mail) != _head(read) or any(part.defects for part in read.walk()):
        raise Refused("it would not arrive as it was meant: a name or a letter's words break the form of a mail")
    return octets


def _parts(mail: EmailMessage) -> Iterator[tuple[list[str], str, bytes]]:
    """Yield the fields of each part, its type, and the octets it carries."""
    for part in mail.walk():
        carried = part.get_payload(decode=True)
        octets = carried.replace(b"\r\n", b"\n") if isinstance(carried, bytes) else b""
        yield part.keys(), part.get_content_type(), octets


def _head(mail: EmailMessage) -> tuple[list[str], list[str], str]:
    """Give who it is from, who it goes to and what it is about; where lines are folded, blanks don't count."""
    people = [[str(a) for a in mail[name].addresses] for name in NAMING if mail[name] is not None]
    specs = [[a.addr_spec for a in mail[name].addresses] for name in NAMING if mail[name] is not None]
    flat = ["".join(told.split()) for each in people for told in each]
    return flat, [spec for each in specs for spec in each], "".join(str(mail["Subject"]).split())
