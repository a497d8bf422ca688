"""The values that travel: a message, who wrote it, what it says, and how it came."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from worker.mail.addr_spec import compared

if TYPE_CHECKING:
    from datetime import datetime


class Direction(StrEnum):
    """Who wrote to whom."""

    INQUIRY = "inquiry"  # from us to the outside
    REPLY = "reply"  # from the outside
    INTERNAL = "internal"  # every originator and recipient ours


class Kind(StrEnum):
    """What a message is; only the first two are counted, the last two never stand on a record."""

    MESSAGE = "message"
    ACKNOWLEDGEMENT = "acknowledgement"  # says only that our letter arrived or will be answered
    AUTO_REPLY = "auto-reply"  # RFC 3834
    BOUNCE = "bounce"  # RFC 3464
    BULK = "bulk"  # RFC 2919, RFC 2369
    NOTICE = "notice"  # our own, come back


class Authentic(StrEnum):
    """The verdict of our own server on the sender (RFC 8601)."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    NONE = "none"


class Forwarded(StrEnum):
    """How a person of ours sent a message on."""

    INLINE = "inline"
    ATTACHED = "attached"
    REDIRECT = "redirect"


class Doubt(StrEnum):
    """Why a person should look before a message is believed; the value is what that person reads."""

    FORGED = "claims to be ours and failed authentication"
    NOT_OURS_FOR_SURE = "claims to be ours and is not authenticated"
    FAILED = "the sender failed authentication"
    DOUBLED = "a field that may stand once stands more than once"
    OUTSIDE_FORWARD = "an outsider's forward"
    UNREADABLE_FORWARD = "a forward of ours whose original could not be made out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A display name and an addr-spec (RFC 5322 3.4), each as written; either may be empty."""

    name: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """The addr-spec as it is compared."""
        return compared(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A body part that is a file; ``size`` in decoded octets, ``content_id`` without angle brackets."""

    filename: str
    type: str
    size: int
    sha256: str
    content_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A letter quoted in the history below a message: what its attribution tells, and its text.

    ``sent_at`` is naive where the attribution writes no offset; the wall time is then that of the mail client that
    wrote it. ``text`` is that letter's own words as quoted, without prefixes.
    """

    sender: Address | None
    sent_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text in its parts.

    ``own`` is what the author wrote, greeting and sign-off included; ``signature`` begins at the name line;
    ``quotation`` begins at the attribution line or header block; ``full`` is all of it as received.
    """

    own: str
    signature: str = ""
    quotation: str = ""
    full: str = ""
    quoted: tuple[Quoted, ...] = ()  # the letters in the quotation, newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as one mail brought it: always the original author's, never the forwarder's.

    ``sent_at`` is aware and keeps the author's offset; ``offset_known`` is false where a forward wrote a wall time
    without one (it is then taken in the newsroom's zone). Message identifiers have no angle brackets.
    """

    message_id: str = ""
    references: tuple[str, ...] = ()  # In-Reply-To and References together, oldest first; for a bounce, what bounced
    thread_index: str = ""  # the 22 octets that head an Outlook conversation, in hex
    sender: Address
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    offset_known: bool = True
    body: Body
    attachments: tuple[Attachment, ...] = ()
    direction: Direction
    kind: Kind = Kind.MESSAGE
    authentic: Authentic = Authentic.NONE
    forwarded: Forwarded | None = None
    forwarded_by: Address | None = None
    note: str = ""  # what the forwarder wrote above it
    slug: str = ""  # of the record's own address (desk+SLUG@...) a mail of ours was sent to
    blind: bool = False  # our mailbox stands in no destination field: it came by Bcc
    doubts: tuple[Doubt, ...] = ()
    digest: str = ""  # canonical digest: equal for two copies of one message with header fields of their own

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Everybody it was sent to in the open: To, then Cc."""
        return self.to + self.cc
