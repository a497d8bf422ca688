"""The ledger as a table, a row for each entry."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from worker.cli.plain import plain_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.correspondence import Correspondence, Entry

COLUMNS = (
    "record", "organisation", "country", "id", "direction", "kind", "sent_at", "sender_name", "sender", "recipients",
    "subject", "message_id", "text", "attachments", "placed_by", "publication",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(records: Iterable[Correspondence]) -> Iterator[bytes]:
    """Yield the lines of the table (RFC 4180), in UTF-8."""
    yield written(COLUMNS)
    for record in records:
        for entry in record.entries:
            yield written((record.slug, record.name, record.country, *told(entry)))


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


def written(cells: Iterable[str]) -> bytes:
    """Write a row; a cell that a spreadsheet would run as a formula begins with an apostrophe, as it shows none."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow([f"'{c}" if c.startswith(FORMULA) else c for c in cells])
    return line.getvalue().encode("utf-8", "replace")
