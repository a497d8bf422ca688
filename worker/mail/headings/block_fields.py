"""The lines of a header block: which belong to it, and to which field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.headings.dates import written_date
from worker.mail.headings.field_label import field_label
from worker.mail.visible import unprefixed

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_LINES = 120
_MOST_WRAPPED = {"to": 100, "cc": 100, "bcc": 100, "from": 3, "reply_to": 3, "date": 2, "subject": 3, "other": 3}
_MOST_GAPS = 2  # blank lines between fields
_WRAPS_FROM, _WRAPS_AT = 55, 72
_UNKNOWN = re.compile(r"[^\W\d_][^:@<>,;\"()]{0,30}[:\uff1a]\s")  # a field whose label no table has
_RULE = re.compile(r"-{4,}")  # Becky! closes its block with one
_ADDRESSED = frozenset({"from", "to", "cc", "bcc", "reply_to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFields:
    """The value of each field, and the line behind the last."""

    values: dict[str, str]
    end: int


class _Reader:
    """Walks down a block once; every line is looked at a bounded number of times."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self.lines = lines
        self.last = min(len(lines), start + _MOST_LINES)
        self.at = start
        self.values: dict[str, str] = {}
        self.spaced: bool | None = None  # blank lines stand between the fields
        self.below: bool | None = None  # values stand on the line below their label

    def text(self, at: int) -> str:
        return unprefixed(self.lines[at])[1] if at < self.last else ""

    def label(self, at: int) -> tuple[str, str] | None:
        """Read the field that begins on a line, if it may belong to this block."""
        found = field_label(self.text(at)) if at < self.last else None
        return found if found and (found[0] == "other" or found[0] not in self.values) else None

    def read(self) -> BlockFields | None:
        end = self.at
        while (found := self.label(self.at)) is not None:
            field, value = found
            at, value = self.value(field, value)
            self.values[field] = value
            self.at = end = at
            self.skip_gap()
        if _RULE.fullmatch(self.text(end)):
            end += 1
        self.values.pop("other", None)
        return BlockFields(values=self.values, end=end) if self.values else None

    def skip_gap(self) -> None:
        at = self.at
        while at < self.last and at - self.at < _MOST_GAPS and not self.text(at):
            at += 1
        if self.spaced is None and self.label(at) is not None:
            self.spaced = at > self.at
        if self.spaced or at == self.at:
            self.at = at

    def value(self, field: str, value: str) -> tuple[int, str]:
        """Gather the whole value of the field at the cursor, and the line behind it."""
        at = self.at + 1
        if not value:
            taken = self.value_below(field, at)
            if not taken:
                return at, ""
            self.below = True
            value, at = taken, at + 1
        elif self.below is None:
            self.below = False
        end = self.wrapped(field, value, at)
        rest = [
            text for n in range(at, end) if (text := self.text(n)) and (field == "subject" or not _UNKNOWN.match(text))
        ]
        return end, " ".join([value, *rest])

    def value_below(self, field: str, at: int) -> str:
        text = self.text(at)
        if not text or field_label(text):
            return ""
        if self.below or (self.below is None and self.label(at + 1) is not None):
            return text
        if field == "date":
            return text if written_date(text) else ""
        return text if field in _ADDRESSED and ("@" in text or self.label(at + 1)) else ""

    def wrapped(self, field: str, value: str, at: int) -> int:
        """Find the line behind the last over which a value was wrapped."""
        between = at
        while between < min(self.last, at + _MOST_WRAPPED[field]) and (text := self.text(between)):
            if field_label(text) is not None:
                break
            between += 1
        if between > at and self.label(between) is not None:  # what stands between two labels is the first one's
            return between
        if field in _ADDRESSED:
            return self.wrapped_addresses(value, at, between)
        if field in {"subject", "other"} and between == at + 1 and not self.text(between) and self.broken(at):
            return between
        return at

    def wrapped_addresses(self, value: str, at: int, between: int) -> int:
        while at < between:
            text = self.text(at)
            unfinished = value.endswith((",", ";", "<")) or value.count("<") > value.count(">")
            if not unfinished and not (text.startswith("<") and "@" in text):
                break
            value, at = text, at + 1
        return at

    def broken(self, at: int) -> bool:
        """Tell whether the line is the rest of the one above: deeper, or its first word had no room there."""
        above, below = self.lines[at - 1], self.lines[at]
        indent = len(below) - len(below.lstrip(" \t"))
        if indent > len(above) - len(above.lstrip(" \t")):
            return True
        word = self.text(at).partition(" ")[0]
        return len(above) >= _WRAPS_FROM and len(above) + 1 + len(word) > _WRAPS_AT > len(below)


def block_fields(lines: Sequence[str], start: int) -> BlockFields | None:
    """Read the fields that stand at ``lines[start]``, or None where none does."""
    return _Reader(lines, start).read()
