"""The ledger as a table, a row for each entry."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

from worker.cli.candidate import candidates
from worker.cli.plain import plain_moment
from worker.deadlines.standing import by_entry
from worker.mail.message import Direction, Kind
from worker.publication.manual import Channel
from worker.threads.decision import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.cli.candidate import Candidate
    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.standing import Standing
    from worker.publication.record import Publication

COLUMNS = (
    "record", "organisation", "country", "id", "direction", "kind", "sent_at", "sender_name", "sender", "recipients",
    "subject", "message_id", "text", "attachments", "placed_by", "publication", "due_at", "phrase", "state",
    "channel",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(
    records: Iterable[tuple[Correspondence, Publication]], *, calendar: Calendar, now: datetime
) -> Iterator[bytes]:
    """Yield the lines of the table (RFC 4180), in UTF-8, as things stand now; each record with what people decided."""
    yield written(COLUMNS)
    for record, decided in records:
        set_by = by_entry(record.deadlines(calendar, now))
        for each in candidates(record, decided):
            cells = told(each, calendar.zone), dates(set_by.get(each.id, ())), (channel(each),)
            yield written((record.slug, record.name, record.country, *chain(*cells)))


def channel(candidate: Candidate) -> Channel:
    """Give the way an entry went."""
    return candidate.added.channel if candidate.added else Channel.EMAIL


def told(candidate: Candidate, zone: ZoneInfo) -> tuple[str, ...]:
    """Give the cells that tell of an entry, mailed or by hand."""
    return mailed(candidate.entry) if candidate.entry else by_hand(candidate, zone)


def by_hand(candidate: Candidate, zone: ZoneInfo) -> tuple[str, ...]:
    """Give the cells that tell of an entry by hand: no mail brought it, and no address stands in it."""
    added = candidate.added
    assert added  # it is one or the other
    reply = added.direction == Direction.REPLY
    who = (added.name, "", "") if reply else ("", "", added.name)
    at = plain_moment(added.at.astimezone(zone)) or ""
    decided = Evidence.PERSON, candidate.treatment.state
    return (added.id, added.direction, Kind.MESSAGE, at, *who, "", "", added.text, "", *decided)


def mailed(entry: Entry) -> tuple[str, ...]:
    """Give the cells that tell of an entry that mail brought."""
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
