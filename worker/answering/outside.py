"""A mail as it was sent, whatever was unwrapped from it: by whom, whether by a machine, and in answer to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.correspondence import COUNTED
from worker.mail.envelope import envelope
from worker.mail.message import Authentic, Direction, Forwarded, Kind
from worker.mail.octets.authenticity import vouches
from worker.mail.octets.automatic import by_itself
from worker.mail.octets.identifiers import identifiers
from worker.mail.octets.parse import parse
from worker.mail.octets.structure import structure
from worker.mail.ours import token_of
from worker.mail.read import as_sent
from worker.records import archive, outbox
from worker.records.secret import known_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.mail.message import Message
    from worker.mail.newsroom import Newsroom
    from worker.mail.octets.fields import Fields
    from worker.records.attending import Unattended
    from worker.records.database import Connection
    from worker.records.outbox import Outgoing

NAME: Final = "onrecord."  # begins every identifier of ours
BY_A_PERSON: Final = COUNTED | {Kind.BULK}  # mail of ours to many is a letter like any other


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A mail as it was sent."""

    message: Message
    automatic: bool
    vouched: bool  # false for a forged redirect
    notice: Outgoing | None  # the newest of ours in its thread
    parent: str  # the identifier of what it answers

    def answers(self, newsroom: Newsroom) -> bool:
        """Tell whether a person of ours answers a notice, by the verdict of our own server.

        A thread that a notice stands in is none: it must be what is answered, and the desk alone the reader.
        """
        message = self.message
        return (
            self.notice is not None
            and self.parent.lower() == self.notice.message_id.lower()
            and all(newsroom.is_mailbox(each.key) for each in message.recipients)
            and quotes_us(message, newsroom)
            and not self.automatic
            and message.direction == Direction.INTERNAL
            and message.authentic == Authentic.PASS
            and not message.doubts
            and message.forwarded is None
            and not newsroom.is_mailbox(message.sender.key)
        )


def outside(connection: Connection, mail: Unattended, newsroom: Newsroom) -> Outside | None:
    """Look again at a mail that may answer a notice, or that a person of ours brought in; of any other give None."""
    first = mail.messages[0] if mail.messages else None
    if first is None or first.kind == Kind.BOUNCE:
        return None
    brought = mail.by or newsroom.owns(first.sender.key)
    if not brought and not any(reference.startswith(NAME) for reference in first.references):
        return None
    octets = archive.octets(connection, mail.sha256)
    parsed, own = parse(octets), structure(octets).fields
    message = as_sent(parsed, envelope(parsed, newsroom, trusted=False), newsroom)
    by = message.forwarded_by if message.forwarded == Forwarded.REDIRECT and newsroom.authserv_id else None
    return Outside(
        message=message,
        automatic=parsed.loop or parsed.kind not in BY_A_PERSON or by_itself(own),
        vouched=by is None or vouches(parsed.authentication_results, newsroom.authserv_id, by),
        notice=notice_named(connection, parsed.references),
        parent=parent(own),
    )


def parent(own: Fields) -> str:
    """Give the identifier of what a mail answers (RFC 5322 3.6.4); "" for nothing, and for several at once."""
    if "in-reply-to" in own:
        named = identifiers(own.text("in-reply-to"))
        return named[0] if len(named) == 1 else ""
    return next(reversed(identifiers(own.text("references"))), "")


def quotes_us(message: Message, newsroom: Newsroom) -> bool:
    """Tell whether no letter of somebody else's is quoted next below: he may have named our notice as his letter."""
    quoted = message.body.quoted[0].sender if message.body.quoted else None
    return quoted is None or not quoted.address or newsroom.owns(quoted.key)


def notice_named(connection: Connection, references: Sequence[str]) -> Outgoing | None:
    """Give the newest notice of ours that is referred to, by an identifier that nobody else could have made."""
    ours = [reference for reference in reversed(references) if reference.startswith(NAME)]
    secret = known_secret(connection) if ours else None
    if secret is None:
        return None
    found = (outbox.find(connection, token) for reference in ours if (token := token_of(reference, secret)))
    return next((notice for notice in found if notice), None)
