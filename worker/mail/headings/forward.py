"""The message that somebody sent on inline, with what he wrote above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.headings.forward_opening import Opening, forward_opening
from worker.mail.headings.forwarded_text import forwarded_text, without_prefixes
from worker.mail.octets.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.mail.message import Address

_DEEPEST = 3  # prefixes before a note that was itself sent on
_RULE = re.compile(r"[\s>|]*[-_=*\u2010-\u2015\s]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """A forwarded message; ``sent_at`` is naive where the forward writes no offset.

    ``explicit`` says that a separator which only forwards have stands above it. Where it is false the same block may
    stand above what a reply quotes: the caller knows the subject and the recipients, and decides.
    """

    note: str  # what the forwarder wrote, his signature included
    sender: Address | None
    recipients: tuple[Address, ...]  # To, then Cc
    subject: str | None
    sent_at: datetime | None
    text: str  # as it was received, without the prefixes the forward put before its lines
    explicit: bool


def unwrap(text: str) -> Unwrapped | None:
    """Part a text into the forwarder's note and the outermost message forwarded in it, or return None if none is."""
    text = text[: LIMITS.text]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    opening = forward_opening(lines)
    if opening is None:
        return None
    letter = forwarded_text(opening.lines, opening.end, opening.depth, indented=opening.attributed)
    if not letter.text and opening.sender is None:
        return None
    note = "\n\n".join(part for part in (_note(lines[: opening.start]), letter.below) if part)
    return Unwrapped(
        note=note,
        sender=opening.sender,
        recipients=_recipients(opening),
        subject=opening.subject,
        sent_at=opening.sent_at,
        text=letter.text,
        explicit=opening.explicit,
    )


def _note(lines: Sequence[str]) -> str:
    end = len(lines)
    while end and (not lines[end - 1].strip("\u200b\ufeff >|") or _RULE.fullmatch(lines[end - 1][:200])):
        end -= 1
    kept = lines[:end]
    for _ in range(_DEEPEST):
        kept = without_prefixes(kept)
    return "\n".join(kept).strip()


def _recipients(opening: Opening) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for address in (*opening.to, *opening.cc):
        found.setdefault(address.key or address.name, address)
    return tuple(found.values())
