"""A record as its page tells it: the organisation, the range, the counts, then every letter and the dates it sets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from worker.deadlines.standing import by_entry
from worker.mail.message import Direction, Kind
from worker.prose.days import day, days
from worker.prose.due import due
from worker.prose.people import counted, everybody, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.standing import Standing
    from worker.mail.newsroom import Newsroom

GOES_ON = "Future correspondence will be added here as this conversation continues."
SAID = {
    Kind.MESSAGE: ("emailed", "The email said:"),
    Kind.ACKNOWLEDGEMENT: ("acknowledged by email to", "The email said:"),
    Kind.AUTO_REPLY: ("answered automatically to", "The automatic reply said:"),
    Kind.BOUNCE: ("reported on its delivery to", "The delivery report said:"),
}


def page(record: Correspondence, newsroom: Newsroom, standings: Iterable[Standing] = ()) -> Iterator[str]:
    """Yield the lines of a record's page, with how its deadlines stand."""
    yield f"{record.name} ({record.acronym})" if record.acronym else record.name
    if record.country:
        yield record.country
    first, last = record.days(newsroom.zone)
    if first:
        yield days(date.fromisoformat(first), date.fromisoformat(last))
    yield counted(record.inquiries, "inquiry", "inquiries")
    yield counted(record.replies, "reply", "replies")
    set_by = by_entry(standings)
    for entry in record.entries:
        yield ""
        yield from letter(entry, newsroom)
        if entry.id in set_by:
            yield ""
            yield from (f"  {due(standing)}" for standing in set_by[entry.id])
    if record.status == "open":
        yield ""
        yield GOES_ON


def letter(entry: Entry, newsroom: Newsroom) -> Iterator[str]:
    """Yield the lines of one letter: its id, its day, who wrote to whom, its words, its files."""
    message = entry.message
    at = entry.sent_at if message.offset_known else entry.sent_at.astimezone(newsroom.zone)
    does, introduces = SAID.get(message.kind, SAID[Kind.MESSAGE])
    if message.kind == Kind.ACKNOWLEDGEMENT and message.direction == Direction.INQUIRY:
        does = SAID[Kind.MESSAGE][0]
    readers = tuple(a for a in message.recipients if not newsroom.is_mailbox(a.address))
    yield f"[{entry.id}] {day(at.date())}: {named(message.sender)} {does} {everybody(readers)}. {introduces}"
    yield ""
    yield from (f"  {line}".rstrip() for line in message.body.own.splitlines())
    if message.attachments:
        yield ""
        yield f"  Attached: {', '.join(a.filename or a.type for a in message.attachments)}"
