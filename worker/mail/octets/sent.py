"""The moment a message was sent, in its author's own offset (RFC 5322 section 3.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_OFFSET = re.compile(r"[ \t]([+-])(\d\d)([0-5]\d)(?![0-9])")
_GLUED = re.compile(r"(?:GMT|UTC)?([+-]\d\d):?(\d\d)(?= *(?:\(|$))")  # "GMT+0200", "+02:00"
_YEAR = re.compile(r"(?:19[7-9]|20[0-9])[0-9]")
_WRITTEN = 100  # characters of any date
_FARTHEST = timedelta(hours=15)  # no place on earth is farther from Greenwich
_SINCE, _UNTIL = 1971, 2099


def sent(written: str, moment: datetime | None) -> datetime | None:
    """Restore the offset as written to the moment mail-parser read, or read what mail-parser would not.

    >>> sent("Tue, 10 Jan 2023 08:11:30 +0545", datetime(2023, 1, 10, 2, 26, 30, tzinfo=UTC)).isoformat()
    '2023-01-10T08:11:30+05:45'
    """
    written = written[:_WRITTEN]
    if moment is None:
        return _obsolete(written)
    if not _SINCE <= moment.year <= _UNTIL:
        return None
    return _at(moment, _offset(written))


def _offset(written: str) -> timedelta:
    match = _OFFSET.search(written)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return -offset if match[1] == "-" else offset
    parsed = parsedate_tz(written)
    return timedelta(seconds=parsed[9] or 0) if parsed else timedelta()


def _obsolete(written: str) -> datetime | None:
    # Forms that clients write though no RFC allows them; stdlib takes any year for some year, hence the check.
    if not _YEAR.search(written):
        return None
    try:
        if written[:1].isdigit() and "T" in written:
            return _aware(datetime.fromisoformat(written.strip()))  # RFC 3339, as some ticket systems write
        parsed = parsedate_tz(_GLUED.sub(r" \1\2", written))
        if parsed is None:
            return None
        naive, offset = datetime(*parsed[:6], tzinfo=UTC), timedelta(seconds=parsed[9] or 0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if not _SINCE <= naive.year <= _UNTIL or str(naive.year) not in written:
        return None
    return _at(naive - offset, offset) if abs(offset) <= _FARTHEST else None


def _aware(moment: datetime) -> datetime | None:
    offset = moment.utcoffset()
    return _at(moment, offset) if offset is not None and _SINCE <= moment.year <= _UNTIL else None


def _at(moment: datetime, offset: timedelta) -> datetime | None:
    return moment.astimezone(timezone(offset)) if abs(offset) <= _FARTHEST else None
