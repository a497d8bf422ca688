"""What was mailed to the newsroom's people: each notice as it stands in the outbox, and as it came."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

from worker.records import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from worker.records.database import Connection
    from worker.records.outbox import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice that the SMTP server was handed."""

    row: Outgoing
    octets: bytes
    mail: EmailMessage

    @property
    def at(self) -> datetime:
        """When it was sent."""
        return self.row.sent_at or self.row.written_at

    @property
    def name(self) -> str:
        """Name it for a file, so that files sort by time."""
        person = self.row.recipient.partition("@")[0]
        return f"{self.at:%Y-%m-%d-%H%M}-{self.row.kind}-{person}-{self.row.token[:4]}"


def told(connection: Connection, mails: Iterable[bytes]) -> tuple[Told, ...]:
    """Give the notices that were mailed, in the order in which they left."""
    rows = {row.message_id.strip("<>"): row for row in outbox.listing(connection, every=True)}
    came = ((octets, read(octets)) for octets in mails)
    return tuple(Told(row=rows[identifier(mail)], octets=octets, mail=mail) for octets, mail in came)


def read(octets: bytes) -> EmailMessage:
    """Read a mail."""
    mail = message_from_bytes(octets, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def identifier(mail: EmailMessage, field: str = "Message-ID") -> str:
    """Give the Message-ID of a mail, or the one that another field names, without its brackets."""
    return str(mail[field]).strip().strip("<>")


def text_in(mail: EmailMessage) -> str:
    """Give the text of a mail."""
    body = mail.get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n") if body else ""
