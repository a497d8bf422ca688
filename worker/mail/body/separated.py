"""Where an author's words end and the letters he quotes begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.body.gateway import ticket_line
from worker.mail.headings.attribution import LINES, attribution
from worker.mail.headings.dividing_line import divides
from worker.mail.headings.header_block import header_block

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.mail.message import Address

NEAR = 4  # lines between a separator and the block it announces
LABEL = 45  # characters before the colon of a field at most
WRAPPED = 60  # characters of a quoted line whose end a client may have broken off

RULE = re.compile(r"[\s*]*(?:[_=*#~-]\s?){5,}[\s*]*|[\s*]*[—–]{3,}[\s*]*")
PREFIX = re.compile(r"\s{0,3}>[ \t\u00a0]?")
BAR = re.compile(r"\s{0,3}\|[ \t\u00a0]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The lines, ``start`` to ``end`` (exclusive), that introduce a quoted letter, and what they tell of it."""

    start: int
    end: int
    sender: Address | None = None
    sent_at: datetime | None = None
    prose: bool = False  # an attribution, which a copy without prefixes may follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """The author's lines, the quotation's, and the newest quoted letter: its introduction and its lines."""

    own: Sequence[str]
    quotation: Sequence[str] = ()
    mark: Mark | None = None
    letter: Sequence[str] = ()


def separated(lines: Sequence[str], *, outermost: bool = True, tickets: bool = True) -> Separated:
    """Part a text into its author's lines and the newest letter quoted; answers between quoted lines are his."""
    own: list[str] = []
    quotation: list[str] = []
    letter: list[str] = []
    mark: Mark | None = None
    marks: dict[int, Mark] = {}
    at = looked = 0
    while at < len(lines):
        line = lines[at]
        looked = _look_ahead(lines, looked, min(at + LINES, len(lines)), marks)
        found = marks.get(at) or _mark(lines, at, tickets=tickets and bool(own))
        if found and not _prefixed(lines, found.end) and not (found.prose and outermost and _blank(own)):
            quotation += [*_trailing_rules(own), *lines[at:]]
            letter += lines[found.end :]
            return Separated(own=own, quotation=quotation, mark=mark or found, letter=letter)
        if found:
            mark = mark or found
            quotation += [*_trailing_rules(own), *lines[at : found.end]]
            letter += lines[at : found.end] if letter else []
            at = _take(lines, found.end, quotation, letter, BAR if _bars(lines, found.end) else PREFIX)
        elif PREFIX.match(line):
            at = _take(lines, at, quotation, letter, PREFIX)
            own += [""] if own and own[-1].strip() else []
        elif tickets and ticket_line(line):
            at += 1
        else:
            own.append(line)
            at += 1
    return Separated(own=own, quotation=quotation, mark=mark, letter=letter)


def _look_ahead(lines: Sequence[str], at: int, end: int, marks: dict[int, Mark]) -> int:
    """Note the attributions that end before ``end``: a wrapped one is known by its last line."""
    for last in range(at, end):
        if row := attribution(lines, last):
            marks[row.start] = Mark(start=row.start, end=row.end, sender=row.sender, sent_at=row.sent_at, prose=True)
    return max(at, end)


def _blank(lines: Sequence[str]) -> bool:
    return not any(map(str.strip, lines))


def _mark(lines: Sequence[str], at: int, *, tickets: bool) -> Mark | None:
    line = lines[at]
    if not line or line.isspace():
        return None
    if ":" in line[:LABEL] or "：" in line[:LABEL]:
        found = _block(lines, at, at)
        if found:
            return found
    if divides(line) or RULE.fullmatch(line[:200]):
        return _announced(lines, at)
    if tickets and ticket_line(line):  # what stands below it was there before
        return Mark(start=at, end=at + 1)
    return None


def _block(lines: Sequence[str], start: int, at: int) -> Mark | None:
    block = header_block(lines, at)
    if block is None:
        return None
    return Mark(start=start, end=block.end, sender=block.sender, sent_at=block.sent_at)


def _announced(lines: Sequence[str], at: int) -> Mark | None:
    """Read a separator, which begins a quotation by itself, or a rule, which does where a block follows."""
    for below in range(at + 1, min(at + NEAR, len(lines))):
        if lines[below].strip():
            if found := _block(lines, at, below):
                return found
            if not divides(lines[below]):
                break
    return Mark(start=at, end=at + 1) if divides(lines[at]) else None


def _prefixed(lines: Sequence[str], at: int) -> bool:
    line = next((line for line in lines[at : at + NEAR] if line.strip()), "")
    return bool(PREFIX.match(line) or BAR.match(line))


def _bars(lines: Sequence[str], at: int) -> bool:
    return any(BAR.match(line) for line in lines[at : at + NEAR])


def _take(lines: Sequence[str], at: int, quotation: list[str], letter: list[str], prefix: re.Pattern[str]) -> int:
    """Move a run of prefixed lines, the blank ones around it and their broken-off ends; return where it ends."""
    while at < len(lines):
        line = lines[at]
        found = prefix.match(line)
        if found:
            letter.append(line[found.end() :])
        elif not line.strip():
            letter.append("")
        elif at and _broken_off(lines[at - 1], line, prefix):
            letter.append(line)
        else:
            break
        quotation.append(line)
        at += 1
    return at


def _broken_off(above: str, line: str, prefix: re.Pattern[str]) -> bool:
    return (
        len(above) >= WRAPPED and line[0].islower() and above.rstrip()[-1:] not in ".!?:;" and bool(prefix.match(above))
    )


def _trailing_rules(own: list[str]) -> list[str]:
    """Take the rules and blank lines off the end of the author's lines: they belong to what follows."""
    end = len(own)
    while end and (not own[end - 1].strip() or RULE.fullmatch(own[end - 1][:200])):
        end -= 1
    taken = own[end:]
    del own[end:]
    return taken
