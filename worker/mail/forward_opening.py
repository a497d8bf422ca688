"""Where a forwarded message begins in a text, and what its opening lines tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.announcement import announcement
from worker.mail.attribution import attribution
from worker.mail.field_label import field_label
from worker.mail.header_block import Block, header_block
from worker.mail.run_together import run_together
from worker.mail.visible import unprefixed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.mail.message import Address

_NEAR = 4  # lines between a separator and its block
_LABEL = 40  # no label's colon stands further right


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
    for at, line in enumerate(lines):
        colon = ":" in line or "：" in line
        if not colon and "--" not in line and "==" not in line and "——" not in line:
            continue
        depth, text = unprefixed(line)
        if text and (opening := _at(lines, at, depth, text)) is not None:
            return opening
    return None


def _at(lines: Sequence[str], at: int, depth: int, text: str) -> Opening | None:
    if (text[-1] in ":：*" or text[0] in "-=_~*—–" or "--" in text) and (opening := _announced(lines, at, depth, text)):
        return opening
    if field_label(text) is not None and (block := header_block(lines, at)) is not None:
        above = _above(lines, at)
        said = announcement(unprefixed(lines[above])[1]) if above is not None else None
        start = at if said is None or above is None else above
        return _of_block(lines, block, start=start, depth=depth, explicit=said is not None and said.forward)
    if text[-1] in ":：" and (found := attribution(lines, at)) is not None:
        return Opening(
            lines=lines, start=found.start, end=found.end, depth=depth, explicit=False, attributed=True,
            sender=found.sender, sent_at=found.sent_at,
        )  # fmt: skip
    return None


def _announced(lines: Sequence[str], at: int, depth: int, text: str) -> Opening | None:
    said = announcement(text)
    if said is None or not said.sure:
        return None
    if said.rest:
        fields = run_together(said.rest)
        lines = [*lines[: at + 1], *fields, *lines[at + 1 :]]
        if len(fields) > 1 and (block := header_block(lines, at + 1, announced=said.forward)):
            return _of_block(lines, block, start=at, depth=depth, explicit=said.forward)
    for below in _below(lines, at + 1):
        block = header_block(lines, below, announced=said.forward)
        if block is not None:
            inner = max(depth, unprefixed(lines[below])[0])
            return _of_block(lines, block, start=at, depth=inner, explicit=said.forward)
    if not said.forward:
        return None
    for below in _below(lines, at + 1):
        if (found := attribution(lines, below)) is not None and found.start > at:
            return Opening(
                lines=lines, start=at, end=found.end, depth=depth, explicit=True, attributed=True,
                sender=found.sender, sent_at=found.sent_at,
            )  # fmt: skip
    return Opening(lines=lines, start=at, end=at + 1, depth=depth, explicit=True)


def _of_block(lines: Sequence[str], block: Block, *, start: int, depth: int, explicit: bool) -> Opening:
    return Opening(
        lines=lines, start=start, end=block.end, depth=depth, explicit=explicit, sender=block.sender,
        to=block.to, cc=block.cc, subject=block.subject, sent_at=block.sent_at,
    )  # fmt: skip


def _below(lines: Sequence[str], at: int) -> list[int]:
    """The next few lines that say anything."""
    near = range(at, min(len(lines), at + _NEAR))
    return [n for n in near if unprefixed(lines[n])[1]]


def _above(lines: Sequence[str], at: int) -> int | None:
    """The nearest line above that says anything."""
    near = range(at - 1, max(-1, at - 1 - _NEAR), -1)
    return next((n for n in near if unprefixed(lines[n])[1]), None)
