"""The receipt of a mail that a person brought in, drawn up from where it stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.delivering.verdict import Moot
from worker.notices import receipt as receiving
from worker.records import attending, correspondences

if TYPE_CHECKING:
    from worker.correspondence import Correspondence
    from worker.delivering.occasion import Occasion
    from worker.notices.notice import Notice
    from worker.notices.reporter import Reporter
    from worker.records.database import Connection
    from worker.records.outbox import Outgoing


def receipt(connection: Connection, row: Outgoing, person: Reporter, occasion: Occasion) -> Notice | Moot:
    """Draw up a receipt."""
    mail = attending.find(connection, row.about["mail"])
    if mail is None:
        return Moot("the mail is read anew")
    brought = receiving.Brought(
        subject=mail.messages[0].subject if mail.messages else "",
        status=mail.status.value,
        reason=mail.reason,
        candidates=tuple((c.slug, c.evidence) for c in mail.candidates),
        placed=tuple(placed(correspondences.all(connection, slug)[0], entry, occasion) for slug, entry in mail.placed),
    )
    return receiving.receipt(brought, newsroom=occasion.bureau.newsroom, zone=person.hours.calendar.zone)


def placed(record: Correspondence, entry_id: str, occasion: Occasion) -> receiving.Placed:
    """Tell of a letter on its record, and of the dates it sets."""
    entry = next(entry for entry in record.entries if entry.id == entry_id)
    standings = record.deadlines(occasion.calendar, occasion.now)
    return receiving.Placed(
        record=record,
        entry=entry,
        standings=tuple(s for s in standings if s.entry == entry_id),
        opened=not record.confirmed and record.entries[0].id == entry_id,
    )
