"""The block of labelled fields that a mail client writes above a message it forwards or quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.headings.block_fields import BlockFields, block_fields
from worker.mail.headings.dates import written_date
from worker.mail.headings.written_address import written_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.mail.message import Address

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What the block ``lines[start:end]`` tells; ``sent_at`` is naive where no offset is written."""

    start: int
    end: int
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str | None
    sent_at: datetime | None
    fields: int  # how many distinct fields were recognised


def header_block(lines: Sequence[str], start: int, *, announced: bool = False) -> Block | None:
    """Read the labelled fields that a mail client wrote at ``lines[start]``, or None if no block begins there.

    ``announced`` says that a separator stands above: then one field is enough, else they must make up a message.
    """
    read = block_fields(lines, start)
    if read is None or (len(read.values) < 2 and not announced):  # noqa: PLR2004 - one field is a word with a colon
        return None
    senders = written_addresses(read.values.get("from", ""))
    written = read.values.get("date", "")
    sent_at = written_date(written) if written else None
    sender = senders[0] if senders else None
    if not announced and not _plausible(read, sender, sent_at):
        return None
    return Block(
        start=start,
        end=read.end,
        sender=sender,
        to=written_addresses(read.values.get("to", "")),
        cc=written_addresses(read.values.get("cc", "")),
        subject=read.values.get("subject"),
        sent_at=sent_at,
        fields=len(read.values),
    )


def _plausible(read: BlockFields, sender: Address | None, sent_at: datetime | None) -> bool:
    values = read.values
    if sender is None:  # some clients leave the sender out, none of them the rest
        return sent_at is not None and "subject" in values and "@" in values.get("to", "")
    if sender.address:
        return sent_at is not None or "subject" in values or "@" in values.get("to", "")
    # "From: London, To: Paris, Date: 5 May" is a journey; a name alone needs a subject and a time as well.
    return sent_at is not None and "subject" in values and len(sender.name) <= _LONGEST_NAME
