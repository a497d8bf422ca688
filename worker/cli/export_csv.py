"""The ledger as a table, a row for each entry."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from worker.cli.plain import plain_moment
from worker.deadlines.standing import by_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.standing import Standing

COLUMNS = (
    "record", "organisation", "country", "id", "direction", "kind", "sent_at", "sender_name", "sender", "recipients",
    "subject", "message_id", "text", "attachments", "placed_by", "publication", "due_at", "phrase", "state",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(records: Iterable[Correspondence], *, calendar: Calendar, now: datetime) -> Iterator[bytes]:
    """Yield the lines of the table (RFC 4180), in UTF-8, as things stand now."""
    yield written(COLUMNS)
    for record in records:
        set_by = by_entry(record.deadlines(calendar, now))
        for entry in record.entries:
            yield written((record.slug, record.name, record.country, *told(entry), *dates(set_by.get(entry.id, ()))))


def told(entry: Entry) -> tuple[str, ...]:
    """Give the cells that tell of an entry."""
    message = entry.message
    return (
        entry.id,
        message.direction,
        message.kind,
        plain_moment(entry.sent_at) or "",
        message.sender.name,
        message.sender.address,
        " ".join(a.address for a in message.recipients),
        message.subject,
        message.message_id,
        message.body.own,
        "; ".join(a.filename for a in message.attachments),
        entry.placed_by,
        entry.publication,
    )


def dates(standings: Sequence[Standing]) -> tuple[str, str, str]:
    """Give the cells that tell what dates an entry sets; of several, each cell lists one after the other."""
    return (
        "; ".join(plain_moment(s.due_at) or "" for s in standings),
        "; ".join(" ".join(s.phrase.split()) for s in standings),
        "; ".join(s.state for s in standings),
    )


def written(cells: Iterable[str]) -> bytes:
    """Write a row; a cell that a spreadsheet would run as a formula begins with an apostrophe, as it shows none."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow([f"'{c}" if c.startswith(FORMULA) else c for c in cells])
    return line.getvalue().encode("utf-8", "replace")
