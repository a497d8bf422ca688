"""A copy: one message as one mail brought it, reduced to what placing it needs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

from worker.mail.subject import base_subject

if TYPE_CHECKING:
    from datetime import datetime

    from worker.mail.message import Authentic, Direction, Doubt, Forwarded, Kind, Message, Quoted

CopyId = NewType("CopyId", int)

WORD = re.compile(r"\w+")
LONGEST_TEXT = 6_000  # characters of a letter that are compared
LONGEST_QUOTE = 1_500  # characters of a quoted letter that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A letter quoted in a copy's history; ``sent_at`` is naive where only the wall time was written."""

    sender: str  # addr-spec, case folded; "" where none is written
    name: str
    sent_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One message as one mail brought it. Addresses are case-folded addr-specs, ``words`` are normalised own words."""

    id: CopyId
    mail: str  # sha256 of the octets that brought it
    ordinal: int  # which message of that mail
    digest: str  # canonical digest: equal for two mails with the same fields and parts
    received_at: datetime
    message_id: str
    references: tuple[str, ...]
    thread_index: str
    sender: str
    sender_name: str
    to: tuple[str, ...]  # the outside ones only
    to_names: tuple[str, ...]
    cc: tuple[str, ...]
    base_subject: str
    sent_at: datetime
    offset_known: bool
    direction: Direction
    kind: Kind
    authentic: Authentic
    forwarded: Forwarded | None
    slug: str
    doubts: tuple[Doubt, ...]
    words: str
    quotes: tuple[Quote, ...]


def normalised(text: str, longest: int = LONGEST_TEXT) -> str:
    """Give the words of a text alone, case folded and joined by single spaces: what rewrapping leaves as it was."""
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text[:longest]).casefold()))


def quote_of(quoted: Quoted) -> Quote:
    """Reduce a quoted letter to what recognising it needs."""
    sender = quoted.sender
    return Quote(
        sender=sender.key if sender else "",
        name=sender.name if sender else "",
        sent_at=quoted.sent_at,
        words=normalised(quoted.text, LONGEST_QUOTE),
    )


def copy_of(  # noqa: PLR0913 - the message, and where it lies in the archive
    message: Message,
    *,
    id: CopyId,  # noqa: A002 - the word of the value
    mail: str,
    ordinal: int,
    received_at: datetime,
    ours: frozenset[str],
) -> Copy:
    """Reduce a message to what placing it needs; without a date of its own it counts as sent when received.

    ``ours`` are the recipients of it that are the newsroom's, as case-folded addr-specs.
    """
    outside = [a for a in message.to if a.address and a.key not in ours]
    return Copy(
        id=id,
        mail=mail,
        ordinal=ordinal,
        digest=message.digest,
        received_at=received_at,
        message_id=message.message_id,
        references=message.references,
        thread_index=message.thread_index,
        sender=message.sender.key,
        sender_name=message.sender.name,
        to=tuple(a.key for a in outside),
        to_names=tuple(a.name for a in outside),
        cc=tuple(a.key for a in message.cc if a.address and a.key not in ours),
        base_subject=base_subject(message.subject),
        sent_at=message.sent_at or received_at,
        offset_known=message.offset_known,
        direction=message.direction,
        kind=message.kind,
        authentic=message.authentic,
        forwarded=message.forwarded,
        slug=message.slug,
        doubts=message.doubts,
        words=normalised(message.body.own),
        quotes=tuple(quote_of(q) for q in message.body.quoted),
    )
