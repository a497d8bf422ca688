"""Where a forwarded message begins in a text, and what its opening lines tell of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.mail.headings.announcement import announcement, parts_messages
from worker.mail.headings.attribution import attribution
from worker.mail.headings.field_label import field_label
from worker.mail.headings.header_block import Block, header_block
from worker.mail.headings.run_together import run_together
from worker.mail.visible import unprefixed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.mail.message import Address

_NEAR = 4  # lines between a separator and its block
_TRIES = 1_000  # lines of one text that look like an opening and are none; no letter has so many
_LAST = frozenset(":\uff1a*")
_FIRST = frozenset("-=_~*\u2010\u2011\u2012\u2013\u2014\u2015")
_CLUE = re.compile(r"@|\d[.:/h-]\d|(?:19|20)\d\d|[年년]")  # an attribution bears an address or a date
_LINK = re.compile(r"\[mailto:([^\]\s]{1,200})\]")
_LONGEST = 2_000
_SPREAD = 4  # lines above the last of an attribution
_AROUND = 8  # lines an attribution, or fields that run together, are spread over at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The lines ``start:end`` of ``lines`` that introduce a forwarded message."""

    lines: Sequence[str]
    start: int
    end: int
    depth: int  # quotation prefixes before them
    explicit: bool
    attributed: bool = False  # "On ... wrote:" instead of fields
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str | None = None
    sent_at: datetime | None = None


def forward_opening(lines: Sequence[str]) -> Opening | None:
    """Find the topmost lines that introduce another message, whether forwarded or quoted."""
    tries = 0
    for at, line in enumerate(lines):
        colon = ":" in line or "\uff1a" in line
        if not colon and "--" not in line and "==" not in line and "——" not in line:
            continue
        depth, text = unprefixed(line)
        if not text or not _promising(text):
            continue
        if (opening := _at(lines, at, depth, text)) is not None:
            return opening
        tries += 1
        if tries >= _TRIES:
            break
    return None


def _promising(text: str) -> bool:
    return text[-1] in _LAST or text[0] in _FIRST or "--" in text or field_label(text) is not None


def _at(lines: Sequence[str], at: int, depth: int, text: str) -> Opening | None:
    if (opening := _announced(lines, at, depth, text)) is not None:
        return opening
    if field_label(text) is not None and (block := header_block(lines, at)) is not None:
        above = _above(lines, at)
        words = unprefixed(lines[above])[1] if above is not None else ""
        said = announcement(words)
        start = above if above is not None and (said or parts_messages(words)) else at
        return _of_block(lines, block, start=start, depth=depth, explicit=said is not None and said.forward)
    return _attributed(lines, at, depth) if text[-1] in _LAST else None


def _announced(lines: Sequence[str], at: int, depth: int, text: str) -> Opening | None:
    said = announcement(text)
    if said is None or not said.sure:
        return None
    explicit = said.forward and not _quoted(lines, at, depth)
    if said.rest:
        parted, fields = _parted(lines, at, said.rest)
        if fields and (block := header_block(parted, at + 1, announced=said.forward)):
            return _of_block(parted, block, start=at, depth=depth, explicit=explicit)
    for below in _below(lines, at + 1):
        block = header_block(lines, below, announced=said.forward)
        if block is not None:
            inner = max(depth, unprefixed(lines[below])[0])
            return _of_block(lines, block, start=at, depth=inner, explicit=explicit)
    if not explicit:
        return None
    for below in _below(lines, at + 1):
        if (found := _attributed(lines, below, depth)) is not None and found.start > at:
            return replace(found, start=at, explicit=True)
    return Opening(lines=lines, start=at, end=at + 1, depth=depth, explicit=True)


def _quoted(lines: Sequence[str], at: int, depth: int) -> bool:
    # Where the line above bears the same prefix, somebody quoted the forward together with other words.
    above = _above(lines, at)
    return depth > 0 and above is not None and unprefixed(lines[above])[0] >= depth


def _attributed(lines: Sequence[str], at: int, depth: int) -> Opening | None:
    first = max(0, at - _AROUND)
    if not any(_CLUE.search(line[:400]) for line in lines[max(0, at - _SPREAD) : at + 1]):
        return None
    near: Sequence[str] = lines[first : at + _AROUND]
    if depth:
        near = [unprefixed(line)[1] for line in near]
    if any("[mailto:" in line for line in near):
        near = [_LINK.sub(r"<\1>", line[:_LONGEST]) for line in near]
    found = attribution(near, at - first)
    if found is None:
        return None
    return Opening(
        lines=lines, start=first + found.start, end=first + found.end, depth=depth, explicit=False, attributed=True,
        sender=found.sender, sent_at=found.sent_at,
    )  # fmt: skip


def _parted(lines: Sequence[str], at: int, rest: str) -> tuple[Sequence[str], int]:
    """Put fields that run together behind a separator each on a line of its own; tell how many they are."""
    parts: Sequence[str] = run_together(rest)
    below = at + 1
    while field_label(parts[0]) and not _subject(parts[-1]) and below < min(len(lines), at + _AROUND):
        text = unprefixed(lines[below])[1]
        if not text:
            break
        rest, below = f"{rest} {text}", below + 1  # it was wrapped before the subject came
        parts = run_together(rest)
    return [*lines[: at + 1], *parts, *lines[below:]], len(parts)


def _subject(text: str) -> bool:
    found = field_label(text)
    return found is not None and found[0] == "subject"


def _of_block(lines: Sequence[str], block: Block, *, start: int, depth: int, explicit: bool) -> Opening:
    return Opening(
        lines=lines, start=start, end=_closed(lines, start, block.end), depth=depth, explicit=explicit,
        sender=block.sender, to=block.to, cc=block.cc, subject=block.subject, sent_at=block.sent_at,
    )  # fmt: skip


def _closed(lines: Sequence[str], start: int, end: int) -> int:
    # Zoho repeats its separator below the fields; a forward in the forward would have fields below it.
    again = end < len(lines) and unprefixed(lines[end])[1] == unprefixed(lines[start])[1]
    below = _below(lines, end + 1) if again else []
    return end + 1 if again and not (below and field_label(unprefixed(lines[below[0]])[1])) else end


def _below(lines: Sequence[str], at: int) -> list[int]:
    """List the next few lines that say anything."""
    near = range(at, min(len(lines), at + _NEAR))
    return [n for n in near if unprefixed(lines[n])[1]]


def _above(lines: Sequence[str], at: int) -> int | None:
    """Find the nearest line above that says anything."""
    near = range(at - 1, max(-1, at - 1 - _NEAR), -1)
    return next((n for n in near if unprefixed(lines[n])[1]), None)
