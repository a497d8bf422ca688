"""Octets become messages: parse, judge the sender, unwrap what a person of ours forwarded, part the words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from worker.errors import Malformed
from worker.mail.body.acknowledgement import acknowledges
from worker.mail.body.body import read_body
from worker.mail.envelope import Envelope, envelope
from worker.mail.headings.forward import unwrap
from worker.mail.message import (
    Address,
    Attachment,
    Direction,
    Doubt,
    Forwarded,
    Kind,
    Message,
)
from worker.mail.octets.automatic import kind_by_subject
from worker.mail.octets.limits import LIMITS
from worker.mail.octets.parse import parse
from worker.mail.subject import forward_prefixed, reply_prefixed, without_forward

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.mail.headings.forward import Unwrapped
    from worker.mail.newsroom import Newsroom
    from worker.mail.octets.parse import Parsed

DEEPEST = 5  # forwards of forwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a mail says: its messages, more than one where several were attached."""

    messages: tuple[Message, ...]


def read(octets: bytes, newsroom: Newsroom, *, trusted: bool = False) -> Reading:
    """Read a mail; raise ``Malformed`` where it can't be read.

    ``trusted`` says that we put the mail where it lay ourselves, so that it is ours without a server's verdict.
    """
    parsed = parse(octets)
    found = unwrapped(parsed, envelope(parsed, newsroom, trusted=trusted), newsroom, DEEPEST)
    messages = tuple(islice(found, LIMITS.parts + 1))  # those within those: each forward may hold as many again
    if len(messages) > LIMITS.parts:
        raise Malformed(f"more than {LIMITS.parts} attached mails")
    return Reading(messages=messages)


def unwrapped(parsed: Parsed, outside: Envelope, newsroom: Newsroom, depth: int) -> Iterable[Message]:
    """Give the messages a mail brings; only what a person of ours sent to ourselves alone is opened."""
    if not outside.opens or not depth:
        yield as_sent(parsed, outside, newsroom)
    elif parsed.messages:
        for octets in parsed.messages:
            inner = parse(octets)
            yield from unwrapped(inner, outside.around(inner, newsroom, parsed.text.strip()), newsroom, depth - 1)
    else:
        yield forwarded_inline(parsed, outside, newsroom, depth) or as_sent(parsed, outside, newsroom)


def as_sent(parsed: Parsed, outside: Envelope, newsroom: Newsroom) -> Message:
    """Give the message that the mail itself is."""
    body = read_body(parsed.text, outside.author)
    direction = direction_of(outside.author, parsed.recipients, newsroom)
    letters = tuple(as_attachment(octets) for octets in parsed.messages)
    forwards = forward_prefixed(parsed.subject)
    doubts = outside.doubts
    if direction == Direction.INTERNAL and outside.opens and forwards and not doubts:
        doubts, direction = (Doubt.UNREADABLE_FORWARD,), Direction.REPLY
    elif direction == Direction.REPLY and forwards and (letters or body.quotation):
        doubts = (*doubts, Doubt.OUTSIDE_FORWARD)
    return Message(
        message_id=parsed.message_id,
        references=parsed.references,
        thread_index=parsed.thread_index,
        sender=outside.author,
        to=parsed.to,
        cc=parsed.cc,
        subject=parsed.subject,
        sent_at=parsed.date,
        body=body,
        attachments=parsed.attachments + letters,
        direction=direction,
        kind=kind_of(parsed, direction, body.own),
        authentic=outside.authentic,
        forwarded=outside.forwarded,
        forwarded_by=outside.forwarded_by,
        note=outside.note,
        slug=outside.slug,
        blind=outside.blind,
        doubts=doubts,
        digest=parsed.digest,
    )


def forwarded_inline(parsed: Parsed, outside: Envelope, newsroom: Newsroom, depth: int) -> Message | None:
    """Give the message forwarded in the text of a mail of ours, or None where it is none; innermost where ours nest."""
    found = unwrap(parsed.text)
    if found is None or not meant(found, parsed.subject, newsroom, parsed):
        return None
    note = found.note
    for _ in range(depth):
        inner = unwrap(found.text) if passed_on(found, newsroom) else None
        if inner is None:
            break
        found = inner
    author = found.sender or Address()
    body = read_body(found.text, author)
    direction = direction_of(author, found.recipients, newsroom)
    sent_at = found.sent_at
    return Message(
        sender=author,
        to=found.recipients,
        subject=without_forward(parsed.subject) if found.subject is None else found.subject,
        sent_at=sent_at.replace(tzinfo=newsroom.zone) if sent_at and sent_at.tzinfo is None else sent_at,
        offset_known=sent_at is not None and sent_at.tzinfo is not None,
        body=body,
        attachments=parsed.attachments,
        direction=direction,
        kind=said(kind_by_subject(found.subject or ""), direction, body.own),
        authentic=outside.authentic,
        forwarded=Forwarded.INLINE,
        forwarded_by=outside.author,
        note=note,
        slug=outside.slug,
        blind=outside.blind,
        doubts=outside.doubts,
        digest=parsed.digest + "/inline",
    )


def meant(found: Unwrapped, subject: str, newsroom: Newsroom, parsed: Parsed) -> bool:
    """Tell a forward from talk above a quoted letter: by its subject, else by who was meant to read it."""
    if forward_prefixed(subject):
        return True
    if reply_prefixed(subject):
        return found.explicit and all(newsroom.is_mailbox(a.key) for a in parsed.recipients)
    return True


def passed_on(found: Unwrapped, newsroom: Newsroom) -> bool:
    """Tell whether what was forwarded is itself a forward among ourselves."""
    return (
        found.sender is not None
        and newsroom.owns(found.sender.key)
        and forward_prefixed(found.subject or "")
        and all(newsroom.owns(a.key) for a in found.recipients)
    )


def direction_of(author: Address, recipients: Sequence[Address], newsroom: Newsroom) -> Direction:
    """Tell who wrote to whom. A letter of ours that names no recipient is no talk among ourselves."""
    if not newsroom.owns(author.key):
        return Direction.REPLY
    known = [a for a in recipients if a.address]
    return Direction.INTERNAL if known and all(newsroom.owns(a.key) for a in known) else Direction.INQUIRY


def kind_of(parsed: Parsed, direction: Direction, own: str) -> Kind:
    """Tell what a message is; bulk mail of ours is a letter like any other."""
    if direction != Direction.REPLY:
        if parsed.loop:
            return Kind.NOTICE
        return Kind.MESSAGE if parsed.kind == Kind.BULK else parsed.kind
    return said(parsed.kind, direction, own)


def said(kind: Kind, direction: Direction, own: str) -> Kind:
    """Tell an acknowledgement from any other message of theirs by its words."""
    acknowledgement = kind == Kind.MESSAGE and direction == Direction.REPLY and acknowledges(own)
    return Kind.ACKNOWLEDGEMENT if acknowledgement else kind


def as_attachment(octets: bytes) -> Attachment:
    """Tell of an attached mail that is no forward of ours as of any other file."""
    return Attachment(
        filename="message.eml", type="message/rfc822", size=len(octets), sha256=hashlib.sha256(octets).hexdigest()
    )
