"""The mail that brought the entries, as it came, in one file (RFC 4155)."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from worker.records import archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.correspondence import Correspondence, Entry
    from worker.records.database import Connection

MARK = re.compile(rb"^(>*From )", re.MULTILINE)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def mails(connection: Connection, records: Iterable[Correspondence]) -> Iterator[bytes]:
    """Yield each mail once, in the order of the records and their entries."""
    told: set[str] = set()
    for record in records:
        for entry in record.entries:
            for source in entry.sources:
                if source.sha256 not in told:
                    told.add(source.sha256)
                    yield mark(entry)
                    yield quoted(archive.octets(connection, source.sha256))


def mark(entry: Entry) -> bytes:
    """Write the From_ line of a mail: who sent it, and when in UTC, in English whatever the machine speaks."""
    try:
        at = entry.sent_at.astimezone(UTC)
    except OverflowError:  # a date at the very end of the calendar
        at = entry.sent_at
    sender = re.sub(r"[^!-~]", "", entry.message.sender.address) or "MAILER-DAEMON"
    return f"From {sender} {DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at.day:2} {at:%H:%M:%S} {at.year:04}\n".encode()


def quoted(octets: bytes) -> bytes:
    """Quote the lines of a mail that would look like a From_ line, and end it with an empty line."""
    return MARK.sub(rb">\1", octets) + (b"\n" if octets.endswith(b"\n") else b"\n\n")
