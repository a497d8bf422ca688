"""The ledger as JSON, in ASCII, a record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from worker.cli.plain import plain_address, plain_addresses, plain_attachments, plain_moment
from worker.pages.contacts import contacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from worker.cli.plain import Plain
    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.standing import Standing
    from worker.records.correspondences import Held, Ignored

VERSION = 1


def pieces(
    records: Iterable[Correspondence],
    held: Iterable[Held],
    ignored: Iterable[Ignored],
    *,
    calendar: Calendar,
    now: datetime,
) -> Iterator[bytes]:
    """Yield the document in pieces, as things stand now."""
    yield f'{{"version": {VERSION}, "records": ['.encode()
    yield from listed(plain_record(r, calendar, now) for r in records)
    yield b'],\n"held": ['
    yield from listed(plain_held(h) for h in held)
    yield b'],\n"ignored": ['
    yield from listed({"sha256": i.sha256, "reason": i.reason} for i in ignored)
    yield b"]}\n"


def listed(values: Iterable[Plain]) -> Iterator[bytes]:
    """Yield the members of a list, each on a line."""
    for number, value in enumerate(values):
        yield b",\n" if number else b"\n"
        yield json.dumps(value).encode("ascii")


def plain_record(record: Correspondence, calendar: Calendar, now: datetime) -> Plain:
    """Give a record in the words of the contract."""
    first, last = record.days(calendar.zone)
    return {
        "slug": record.slug,
        "organisation": {
            "name": record.name,
            "acronym": record.acronym,
            "country": record.country,
            "domains": record.domains,
        },
        "status": record.status,
        "confirmed": record.confirmed,
        "owner": record.owner,
        "first": first or None,
        "last": last or None,
        "inquiries": record.inquiries,
        "replies": record.replies,
        "contacts": [{"name": c.name, "address": c.address, "role": c.role} for c in contacts(record)],
        "entries": [plain_entry(e) for e in record.entries],
        "deadlines": [plain_standing(s) for s in record.deadlines(calendar, now)],
    }


def plain_entry(entry: Entry) -> Plain:
    """Give an entry in the words of the contract."""
    message = entry.message
    return {
        "id": entry.id,
        "direction": message.direction,
        "kind": message.kind,
        "channel": "email",
        "sent_at": plain_moment(entry.sent_at),
        "sender": plain_address(message.sender),
        "recipients": plain_addresses(message.recipients),
        "subject": message.subject,
        "message_id": message.message_id,
        "text": message.body.own,
        "attachments": plain_attachments(message.attachments),
        "sources": [{"sha256": s.sha256, "how": s.how, "by": s.by} for s in entry.sources],
        "placed_by": entry.placed_by,
        "publication": entry.publication,
    }


def plain_standing(standing: Standing) -> Plain:
    """Give a deadline and how it stands in the words of the contract."""
    return {
        "id": standing.id,
        "entry": standing.entry,
        "kind": standing.kind,
        "due_at": plain_moment(standing.due_at),
        "phrase": standing.phrase,
        "state": standing.state,
        "answered_by": standing.answered_by,
    }


def plain_held(held: Held) -> Plain:
    """Give a held mail in the words of the contract."""
    return {
        "id": held.id,
        "sha256": held.sha256,
        "reason": held.reason,
        "sender": held.sender,
        "subject": held.subject,
        "candidates": [{"slug": c.slug, "evidence": c.evidence} for c in held.candidates],
    }
