"""The ledger as JSON, in ASCII, a record a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from worker.cli.candidate import candidates
from worker.cli.counts import inquiries, replies, span
from worker.cli.plain import plain_address, plain_addresses, plain_attachments, plain_moment
from worker.mail.message import Direction, Kind
from worker.pages.contacts import contacts
from worker.publication.manual import Channel
from worker.threads.decision import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.cli.candidate import Candidate
    from worker.cli.plain import Plain
    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.standing import Standing
    from worker.publication.manual import Added
    from worker.publication.record import Publication
    from worker.publication.treatment import State
    from worker.records.correspondences import Held, Ignored

VERSION = 1


def pieces(
    records: Iterable[tuple[Correspondence, Publication]],
    held: Iterable[Held],
    ignored: Iterable[Ignored],
    *,
    calendar: Calendar,
    now: datetime,
) -> Iterator[bytes]:
    """Yield the document in pieces, as things stand now; each record comes with what people decided of it."""
    yield f'{{"version": {VERSION}, "records": ['.encode()
    yield from listed(plain_record(record, decided, calendar, now) for record, decided in records)
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


def plain_record(record: Correspondence, decided: Publication, calendar: Calendar, now: datetime) -> Plain:
    """Give a record in the words of the contract."""
    first, last = span(record, calendar.zone, decided.added)
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
        "inquiries": inquiries(record, decided.added),
        "replies": replies(record, decided.added),
        "contacts": [{"name": c.name, "address": c.address, "role": c.role} for c in contacts(record)],
        "entries": [plain_candidate(each, calendar.zone) for each in candidates(record, decided)],
        "deadlines": [plain_standing(s) for s in record.deadlines(calendar, now)],
    }


def plain_candidate(candidate: Candidate, zone: ZoneInfo) -> Plain:
    """Give an entry, mailed or by hand, in the words of the contract."""
    if candidate.entry:
        return plain_entry(candidate.entry)
    assert candidate.added  # it is one or the other
    return plain_added(candidate.added, candidate.treatment.state, zone)


def plain_added(added: Added, publication: State, zone: ZoneInfo) -> Plain:
    """Give an entry by hand in the words of the contract: no mail brought it, and no address stands in it."""
    theirs = [{"name": added.name, "address": ""}] if added.name else []
    reply = added.direction == Direction.REPLY
    return {
        "id": added.id,
        "direction": added.direction,
        "kind": Kind.MESSAGE,
        "channel": added.channel,
        "sent_at": plain_moment(added.at.astimezone(zone)),
        "sender": theirs[0] if reply and theirs else {"name": "", "address": ""},
        "recipients": [] if reply else theirs,
        "subject": "",
        "message_id": "",
        "text": added.text,
        "attachments": [],
        "sources": [],
        "placed_by": Evidence.PERSON,
        "publication": publication,
    }


def plain_entry(entry: Entry) -> Plain:
    """Give an entry that mail brought in the words of the contract."""
    message = entry.message
    return {
        "id": entry.id,
        "direction": message.direction,
        "kind": message.kind,
        "channel": Channel.EMAIL,
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
