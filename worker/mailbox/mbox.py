"""A mail archive in one file becomes its mails, one at a time (RFC 4155)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = b"From "
BLANK = frozenset({b"\n", b"\r\n"})
LONGEST_MARK = 400  # octets of a From_ line that are looked at
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TIME = re.compile(
    rb"(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) +(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    rb"(?: +[A-Z]{1,5})?(?: +[+-]\d{4})? +(?P<year>\d{4})"
)
QUOTED_MARK = re.compile(rb"^>+From ")


def mails(lines: Iterable[bytes]) -> Iterator[tuple[bytes, datetime | None]]:
    """Yield the octets of each mail with the time of delivery that its From_ line tells, holding one at a time.

    A From_ line opens a mail only after an empty line, and only if it tells a time, as the first one of the file
    does: words such as "From our last letter" at the start of a paragraph open none.
    """
    kept: list[bytes] = []
    delivered_at: datetime | None = None
    after_blank, begun, dated = True, False, False
    for line in lines:
        if after_blank and line.startswith(MARK) and (not dated or told_time(line)):
            if begun:
                yield octets(kept), delivered_at
            delivered_at = told_time(line)
            dated = dated or delivered_at is not None
            kept, begun = [], True
        else:
            kept.append(line[1:] if line.startswith(b">") and QUOTED_MARK.match(line) else line)
        after_blank = line in BLANK
    if begun:
        yield octets(kept), delivered_at


def octets(lines: list[bytes]) -> bytes:
    """Join the lines of a mail without the empty line that parts it from the next."""
    if lines and lines[-1] in BLANK:
        lines = lines[:-1]
    return b"".join(lines)


def told_time(mark: bytes) -> datetime | None:
    """Read the time of a From_ line, which is in UTC by RFC 4155; None where none is readable."""
    found = TIME.search(mark[:LONGEST_MARK])
    if not found or (month := found["month"].decode()) not in MONTHS:
        return None
    day, hour, minute, second, year = (int(found[k] or 0) for k in ("day", "hour", "minute", "second", "year"))
    try:
        return datetime(year, MONTHS.index(month) + 1, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
