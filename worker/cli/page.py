"""A record as its page tells it: the organisation, the range, the counts, then every letter and the dates it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.cli.candidate import candidates
from worker.cli.counts import counts, on_ledger
from worker.cli.embargo_words import embargo_words
from worker.deadlines.standing import by_entry
from worker.mail.message import Direction, Kind
from worker.prose.days import day
from worker.prose.due import due
from worker.prose.people import counted, everybody, named
from worker.publication.record import Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from worker.cli.candidate import Candidate
    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.standing import Standing
    from worker.mail.newsroom import Newsroom
    from worker.publication.manual import Added
    from worker.publication.treatment import Treatment
    from worker.publishing.edition import Edition

GOES_ON = "Future correspondence will be added here as this conversation continues."
SAID = {
    Kind.MESSAGE: ("emailed", "The email said:"),
    Kind.ACKNOWLEDGEMENT: ("acknowledged by email to", "The email said:"),
    Kind.AUTO_REPLY: ("answered automatically to", "The automatic reply said:"),
    Kind.BOUNCE: ("reported on its delivery to", "The delivery report said:"),
}


def page(
    record: Correspondence,
    newsroom: Newsroom,
    standings: Iterable[Standing] = (),
    publication: Publication | None = None,
    edition: Edition | None = None,
) -> Iterator[str]:
    """Yield the lines of a record's page, with how its deadlines stand.

    Where ``publication`` is given, it is for those who publish it by an ``edition``: also what was added by hand, what
    is public, what was decided of it and what keeps it back.
    """
    yield f"{record.name} ({record.acronym})" if record.acronym else record.name
    if record.country:
        yield record.country
    told = counts(record, publication, edition) if publication and edition else on_ledger(record, newsroom.zone)
    if told.range:
        yield told.range
    yield counted(told.inquiries, "inquiry", "inquiries")
    yield counted(told.replies, "reply", "replies")
    if publication and publication.investigation:
        yield f"Investigation: {publication.investigation}"
    if publication and edition and publication.embargoed(edition.now):
        yield f"Now {embargo_words(publication, newsroom.zone)}"
    set_by = by_entry(standings)
    for candidate in candidates(record, publication or Publication()):
        state = f" ({standing(candidate)})" if publication else ""
        yield ""
        if candidate.added:
            yield from note(candidate.added, newsroom, state)
        elif candidate.entry:
            yield from letter(candidate.entry, newsroom, state)
        yield from treated(candidate.treatment, newsroom.zone)
        if candidate.id in set_by:
            yield ""
            yield from (f"  {due(standing)}" for standing in set_by[candidate.id])
    if record.status == "open":
        yield ""
        yield GOES_ON


def treated(treatment: Treatment, zone: ZoneInfo) -> Iterator[str]:
    """Yield what the public reads instead of the words of an entry, or beside them."""
    if treatment.summary:
        yield ""
        yield from (f"  Summary: {line}".rstrip() for line in treatment.summary.splitlines()[:1])
        yield from (f"  {line}".rstrip() for line in treatment.summary.splitlines()[1:])
    for correction in treatment.corrections:
        yield ""
        yield f"  Corrected on {day(correction.at.astimezone(zone).date())}: {correction.text}"


def standing(candidate: Candidate) -> str:
    """Say whether the public reads an entry, or never will."""
    if candidate.entry and not candidate.entry.counted:
        return "never public"
    return candidate.treatment.state.value


def note(added: Added, newsroom: Newsroom, state: str) -> Iterator[str]:
    """Yield the lines of an entry by hand."""
    at = added.at.astimezone(newsroom.zone)
    who = ", ".join(filter(None, (added.name, added.role))) or "somebody unnamed"
    way = f"{added.channel.value} {'from us to' if added.direction == Direction.INQUIRY else 'to us from'} {who}"
    yield f"[{added.id}]{state} {day(at.date())}: {way}, added by hand:"
    yield ""
    yield from (f"  {line}".rstrip() for line in added.text.splitlines())


def letter(entry: Entry, newsroom: Newsroom, state: str = "") -> Iterator[str]:
    """Yield the lines of one letter: its id, its day, who wrote to whom, its words, its files."""
    message = entry.message
    at = entry.dated(newsroom.zone)
    does, introduces = SAID.get(message.kind, SAID[Kind.MESSAGE])
    if message.kind == Kind.ACKNOWLEDGEMENT and message.direction == Direction.INQUIRY:
        does = SAID[Kind.MESSAGE][0]
    readers = tuple(a for a in message.recipients if not newsroom.is_mailbox(a.address))
    yield f"[{entry.id}]{state} {day(at.date())}: {named(message.sender)} {does} {everybody(readers)}. {introduces}"
    if entry.date_doubtful and entry.received_at:
        came = day(entry.received_at.astimezone(newsroom.zone).date())
        yield f"  Its date is doubtful: it says {day(entry.sent_at.date())}, and it came on {came}."
    yield ""
    yield from (f"  {line}".rstrip() for line in message.body.own.splitlines())
    if message.attachments:
        yield ""
        yield f"  Attached: {', '.join(a.filename or a.type for a in message.attachments)}"
