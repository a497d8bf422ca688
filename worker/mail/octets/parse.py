"""Octets to ``Parsed``: mail-parser reads the header fields, the parts are found and bounded before."""

from __future__ import annotations

import hashlib
import logging
from binascii import Error, a2b_base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mailparser import parse_from_bytes  # noqa: TID251 - the one place where mail-parser is met
from mailparser.utils import get_addresses  # noqa: TID251 - the same

from worker.errors import Malformed
from worker.mail.message import Address, Attachment, Kind
from worker.mail.octets.addresses import addresses, separated
from worker.mail.octets.attachment import attached_message, attachment, body
from worker.mail.octets.automatic import kind_of
from worker.mail.octets.charset import decoded, line
from worker.mail.octets.content import content
from worker.mail.octets.identifiers import identifiers
from worker.mail.octets.limits import LIMITS, Limits
from worker.mail.octets.returned import returned
from worker.mail.octets.sent import sent
from worker.mail.octets.structure import Structure, structure
from worker.mail.octets.text import text
from worker.mail.octets.trace import delivered_to, verdicts
from worker.mail.octets.words import normal, unstructured

if TYPE_CHECKING:
    from datetime import datetime

    from worker.mail.octets.fields import Fields

logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # it tells what the mail says, to whoever reads the log

_LISTS = ("from", "reply-to", "to", "cc")
_SINGLE = ("date", "subject", "message-id")
_UNIQUE = ("From", "Sender", "Date", "Subject", "Message-ID", "Content-Type", "Content-Transfer-Encoding")
_CANONICAL = ("from", "date", "subject", "message-id")
_ANCESTORS, _FIRST = 200, 20  # references that are read, and how many of them from the beginning; the rest are the last
_CONVERSATION = 22  # octets of Thread-Index that name the conversation; what follows names the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What stands in one mail, decoded and clean, not yet judged."""

    originators: tuple[Address, ...]  # From, all of them
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    resent_from: tuple[Address, ...]
    delivered_to: tuple[str, ...]  # addr-specs of X-Original-To, Delivered-To, Envelope-To
    subject: str
    date: datetime | None  # aware, in the author's own offset
    message_id: str  # without angle brackets
    references: tuple[str, ...]  # References, then In-Reply-To, oldest first; then what a report reports on
    thread_index: str  # the 22 octets that head an Outlook conversation, in hex
    text: str
    attachments: tuple[Attachment, ...]
    messages: tuple[bytes, ...]  # attached mails, their own parts not among ours
    doubled: tuple[str, ...]  # fields that may stand once and stand more often; a From with two mailboxes
    kind: Kind
    authentication_results: tuple[str, ...]  # in our own servers' part of the trace, top first
    loop: bool  # a notice of ours come back
    digest: str  # equal for two copies of one message

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Everybody it was sent to in the open: To, then Cc."""
        return self.to + self.cc


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    lists: dict[str, tuple[Address, ...]]
    subject: str
    date: datetime | None
    message_id: str


def parse(octets: bytes, limits: Limits = LIMITS) -> Parsed:
    """Read a mail into its fields, text and files; ``Malformed`` if it can't be read or exceeds a limit."""
    found = structure(octets, limits)
    contents = {
        index: content(octets[part.start : part.end], part.encoding)
        for index, part in enumerate(found.parts)
        if not part.multipart
    }
    own = found.fields
    header = _header(own)
    kind = kind_of(own)
    words = text(found.parts, contents, limits)
    files, messages = _attached(found, contents)
    references = _references(own)
    if own.first("content-type").lower().startswith(b"multipart/report") or kind is Kind.BOUNCE:
        references = tuple(dict.fromkeys((*references, *returned(found.parts, contents, words))))
    sender = _addresses(own, "sender")
    return Parsed(
        originators=header.lists["from"],
        sender=sender[0] if sender else None,
        reply_to=header.lists["reply-to"],
        to=header.lists["to"],
        cc=header.lists["cc"],
        resent_from=_addresses(own, "resent-from"),
        delivered_to=delivered_to(own),
        subject=header.subject,
        date=header.date,
        message_id=header.message_id,
        references=references,
        thread_index=_thread_index(own),
        text=words,
        attachments=files,
        messages=messages,
        doubled=_doubled(own, header),
        kind=kind,
        authentication_results=verdicts(own),
        loop="x-onrecord-notice" in own or b"onrecord" in own.first("x-loop").lower(),
        digest=_digest(found, contents),
    )


def _header(own: Fields) -> _Header:
    # mail-parser gets the fields it reads well and no others: it would spend most of its time on the trace.
    values = {name: normal(separated(b", ".join(own.every(name)))) for name in _LISTS if name in own}
    values |= {name: normal(own.first(name)) for name in _SINGLE if name in own}
    skeleton = b"".join(b"%b: %b\n" % (name.encode(), value.replace(b"\0", b"")) for name, value in values.items())
    try:
        mail = parse_from_bytes(skeleton + b"\n")
        subject, moment, message_id = mail.subject, mail.date, mail.message_id
        lists = {name: addresses(values.get(name, b""), getattr(mail, name.replace("-", "_"))) for name in _LISTS}
    except Exception as error:  # whatever it raises on a hostile header, the mail is set aside
        raise Malformed(f"header fields that can't be read: {type(error).__name__}") from error
    return _Header(
        lists=lists,
        subject=line(subject if isinstance(subject, str) else ""),
        date=sent(decoded(values.get("date", b"")), moment),
        message_id=next(iter(identifiers(str(message_id))), ""),
    )


def _addresses(own: Fields, name: str) -> tuple[Address, ...]:
    if name not in own:
        return ()
    value = normal(separated(b", ".join(own.every(name)))).replace(b"\0", b"")
    try:
        pairs = get_addresses(value.decode("utf-8", "replace"), decode_names=True)
    except Exception as error:
        raise Malformed(f"a {name} field that can't be read: {type(error).__name__}") from error
    return addresses(value, pairs)


def _references(own: Fields) -> tuple[str, ...]:
    found = identifiers(" ".join(own.text(name) for name in ("references", "in-reply-to") if name in own))
    return found if len(found) <= _ANCESTORS else (*found[:_FIRST], *found[_FIRST - _ANCESTORS :])


def _thread_index(own: Fields) -> str:
    written = b"".join(own.first("thread-index").split())
    try:
        octets = a2b_base64(written)
    except Error:
        return ""
    return octets[:_CONVERSATION].hex() if len(octets) >= _CONVERSATION else ""


def _attached(found: Structure, contents: dict[int, bytes]) -> tuple[tuple[Attachment, ...], tuple[bytes, ...]]:
    files: list[Attachment] = []
    messages: list[bytes] = []
    for index, part in enumerate(found.parts):
        if index not in contents or (part.parent >= 0 and found.parts[part.parent].type == "multipart/report"):
            continue
        if attached_message(part):
            messages.append(contents[index])
        elif not body(part):
            files.append(attachment(part, contents[index]))
    return tuple(files), tuple(messages)


def _doubled(own: Fields, header: _Header) -> tuple[str, ...]:
    several = {name for name in _UNIQUE if len(own.every(name.lower())) > 1}
    if len(header.lists["from"]) > 1:
        several.add("From")
    return tuple(name for name in _UNIQUE if name in several)


def _digest(found: Structure, contents: dict[int, bytes]) -> str:
    whole = hashlib.sha256()
    for name in _CANONICAL:
        whole.update(
            name.encode() + b":" + line("\0".join(map(unstructured, found.fields.every(name)))).encode() + b"\n"
        )
    for index, octets in contents.items():
        kind = found.parts[index].type
        # Line ends and what follows the last word are the transport's.
        lines = octets.replace(b"\r\n", b"\n").rstrip() if kind.startswith(("text/", "message/")) else octets
        whole.update(kind.encode() + hashlib.sha256(lines).digest())
    return whole.hexdigest()
