"""The receipt of a mail that a person brought in, drawn up from where it stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.delivering.verdict import Moot
from worker.notices import receipt as receiving
from worker.records import attending

if TYPE_CHECKING:
    from worker.delivering.shelf import Shelf
    from worker.notices.notice import Notice
    from worker.notices.reporter import Reporter
    from worker.records.outbox import Outgoing


def receipt(shelf: Shelf, row: Outgoing, person: Reporter) -> Notice | Moot:
    """Draw up a receipt; one that is for the owner of a closed record tells of that record alone."""
    mail = attending.find(shelf.connection, row.about["mail"])
    if mail is None:
        return Moot("the mail is read anew")
    newsroom, closed = shelf.occasion.bureau.newsroom, row.about.get("closed", "")
    on = [(slug, entry) for slug, entry in mail.placed if closed in {"", slug}]
    shelf.fetch(slug for slug, _ in on)
    if closed and not any(shelf.known(slug).record.status == "closed" for slug, _ in on):
        return Moot("the record is not closed any more, or the mail stands on another")
    brought = receiving.Brought(
        subject=mail.messages[0].subject if mail.messages else "",
        status=mail.status.value,
        reason="" if closed else mail.reason,
        sender=next((m.sender.address for m in mail.messages if not newsroom.owns(m.sender.key)), ""),
        candidates=() if closed else tuple((c.slug, c.evidence) for c in mail.candidates),
        placed=tuple(placed(shelf, slug, entry) for slug, entry in on),
    )
    return receiving.receipt(brought, newsroom=newsroom, zone=person.hours.calendar.zone)


def placed(shelf: Shelf, slug: str, entry_id: str) -> receiving.Placed:
    """Tell of a letter on its record, and of the dates it sets."""
    known = shelf.known(slug)
    record = known.record
    return receiving.Placed(
        record=record,
        entry=next(entry for entry in record.entries if entry.id == entry_id),
        standings=tuple(s for s in known.deadlines if s.entry == entry_id),
        opened=not record.confirmed and record.entries[0].id == entry_id,
    )
