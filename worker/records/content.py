"""Messages and copies as plain JSON values, and back again, without loss."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker.mail.message import (
    Address,
    Attachment,
    Authentic,
    Body,
    Direction,
    Doubt,
    Forwarded,
    Kind,
    Message,
    Quoted,
)
from worker.threads.copy import Copy, CopyId, Quote

Plain = dict[str, Any]  # a JSON object; its keys are the names of the fields


def plain_message(message: Message) -> Plain:
    """Give a message as a JSON object."""
    return {
        "message_id": message.message_id,
        "references": list(message.references),
        "thread_index": message.thread_index,
        "sender": plain_address(message.sender),
        "to": [plain_address(a) for a in message.to],
        "cc": [plain_address(a) for a in message.cc],
        "subject": message.subject,
        "sent_at": plain_moment(message.sent_at),
        "offset_known": message.offset_known,
        "body": plain_body(message.body),
        "attachments": [[a.filename, a.type, a.size, a.sha256, a.content_id] for a in message.attachments],
        "direction": message.direction.value,
        "kind": message.kind.value,
        "authentic": message.authentic.value,
        "forwarded": message.forwarded.value if message.forwarded else None,
        "forwarded_by": plain_address(message.forwarded_by),
        "note": message.note,
        "slug": message.slug,
        "blind": message.blind,
        "doubts": [doubt.name for doubt in message.doubts],
        "digest": message.digest,
    }


def message_of(plain: Plain) -> Message:
    """Give the message of a JSON object."""
    sender = address_of(plain["sender"])
    assert sender is not None
    return Message(
        message_id=plain["message_id"],
        references=tuple(plain["references"]),
        thread_index=plain["thread_index"],
        sender=sender,
        to=tuple(Address(name=name, address=address) for name, address in plain["to"]),
        cc=tuple(Address(name=name, address=address) for name, address in plain["cc"]),
        subject=plain["subject"],
        sent_at=moment_of(plain["sent_at"]),
        offset_known=plain["offset_known"],
        body=body_of(plain["body"]),
        attachments=tuple(
            Attachment(filename=filename, type=type_, size=size, sha256=sha256, content_id=content_id)
            for filename, type_, size, sha256, content_id in plain["attachments"]
        ),
        direction=Direction(plain["direction"]),
        kind=Kind(plain["kind"]),
        authentic=Authentic(plain["authentic"]),
        forwarded=Forwarded(plain["forwarded"]) if plain["forwarded"] else None,
        forwarded_by=address_of(plain["forwarded_by"]),
        note=plain["note"],
        slug=plain["slug"],
        blind=plain["blind"],
        doubts=tuple(Doubt[name] for name in plain["doubts"]),
        digest=plain["digest"],
    )


def plain_copy(copy: Copy) -> Plain:
    """Give a copy as a JSON object, without the fields that tell where in the archive it lies."""
    return {
        "message_id": copy.message_id,
        "references": list(copy.references),
        "thread_index": copy.thread_index,
        "sender": copy.sender,
        "sender_name": copy.sender_name,
        "to": list(copy.to),
        "to_names": list(copy.to_names),
        "cc": list(copy.cc),
        "base_subject": copy.base_subject,
        "sent_at": plain_moment(copy.sent_at),
        "offset_known": copy.offset_known,
        "direction": copy.direction.value,
        "kind": copy.kind.value,
        "authentic": copy.authentic.value,
        "forwarded": copy.forwarded.value if copy.forwarded else None,
        "slug": copy.slug,
        "doubts": [doubt.name for doubt in copy.doubts],
        "digest": copy.digest,
        "words": copy.words,
        "quotes": [[q.sender, q.name, plain_moment(q.sent_at), q.words] for q in copy.quotes],
    }


def copy_in_archive(plain: Plain, *, id: int, mail: str, ordinal: int, received_at: datetime) -> Copy:  # noqa: A002
    """Give the copy of a JSON object and of where in the archive it lies."""
    sent_at = moment_of(plain["sent_at"])
    assert sent_at is not None
    return Copy(
        id=CopyId(id),
        mail=mail,
        ordinal=ordinal,
        digest=plain["digest"],
        received_at=received_at,
        message_id=plain["message_id"],
        references=tuple(plain["references"]),
        thread_index=plain["thread_index"],
        sender=plain["sender"],
        sender_name=plain["sender_name"],
        to=tuple(plain["to"]),
        to_names=tuple(plain["to_names"]),
        cc=tuple(plain["cc"]),
        base_subject=plain["base_subject"],
        sent_at=sent_at,
        offset_known=plain["offset_known"],
        direction=Direction(plain["direction"]),
        kind=Kind(plain["kind"]),
        authentic=Authentic(plain["authentic"]),
        forwarded=Forwarded(plain["forwarded"]) if plain["forwarded"] else None,
        slug=plain["slug"],
        doubts=tuple(Doubt[name] for name in plain["doubts"]),
        words=plain["words"],
        quotes=tuple(
            Quote(sender=sender, name=name, sent_at=moment_of(at), words=words)
            for sender, name, at, words in plain["quotes"]
        ),
    )


def plain_body(body: Body) -> Plain:
    """Give a text in its parts as a JSON object; what repeats the whole text is not written twice."""
    return {
        "own": body.own,
        "signature": body.signature,
        "quotation": body.quotation,
        "full": None if body.full == body.own else body.full,
        "quoted": [[plain_address(q.sender), plain_moment(q.sent_at), q.text] for q in body.quoted],
    }


def body_of(plain: Plain) -> Body:
    """Give the text of a JSON object."""
    return Body(
        own=plain["own"],
        signature=plain["signature"],
        quotation=plain["quotation"],
        full=plain["own"] if plain["full"] is None else plain["full"],
        quoted=tuple(
            Quoted(sender=address_of(sender), sent_at=moment_of(at), text=text) for sender, at, text in plain["quoted"]
        ),
    )


def plain_address(address: Address | None) -> list[str] | None:
    """Give an address as its name and its addr-spec."""
    return [address.name, address.address] if address else None


def address_of(plain: list[str] | None) -> Address | None:
    """Give the address of a name and an addr-spec."""
    return Address(name=plain[0], address=plain[1]) if plain else None


def plain_moment(moment: datetime | None) -> str | None:
    """Give a moment in ISO 8601, with the offset of its author."""
    return moment.isoformat() if moment else None


def moment_of(plain: str | None) -> datetime | None:
    """Give the moment of a text in ISO 8601."""
    return datetime.fromisoformat(plain) if plain else None
