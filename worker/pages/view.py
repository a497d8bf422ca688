"""The page of a record: what people released of it, in the words that are public."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worker.mail.message import Direction
from worker.pages.blocks import blocks
from worker.pages.contacts import contacts
from worker.pages.legible import in_a_line
from worker.pages.marks import lateness, marks, told
from worker.pages.page import Page
from worker.pages.people import by_address
from worker.pages.redact import plain, redacted
from worker.pages.released import released
from worker.pages.showing import Setting, showing
from worker.pages.standing import standing
from worker.pages.tally import tally
from worker.pages.telling import telling
from worker.pages.words import plain as written
from worker.prose.days import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from worker.correspondence import Correspondence
    from worker.deadlines.calendar import Calendar
    from worker.mail.newsroom import Newsroom
    from worker.pages.released import Released
    from worker.pages.shown import Block
    from worker.publication.record import Publication


def view(
    record: Correspondence, publication: Publication, *, newsroom: Newsroom, calendar: Calendar, now: datetime
) -> Page | None:
    """Give what the public reads of a record; None where that is nothing, and then nothing may mention it."""
    conversation = () if publication.embargoed(now) else released(record, publication)
    if not conversation or telling(record.slug, publication.rules):
        return None
    texts = {r.entry.id: _blocks(r, publication, record.slug) for r in conversation}
    deadlines = told(record, conversation, {id_: written(b) for id_, b in texts.items()}, calendar, now)
    setting = _setting(record, publication, newsroom, conversation)
    entries = tuple(showing(conversation, texts, lateness(deadlines), setting))
    head = tally(conversation, publication.override, newsroom.zone)
    return Page(
        slug=record.slug,
        name=_named(record.name, publication, record.slug),
        acronym=_named(record.acronym, publication, record.slug),
        country=_named(record.country, publication, record.slug),
        investigation=_named(publication.investigation, publication, record.slug),
        open=record.status == "open",
        first=head.first,
        last=head.last,
        range=days(head.first, head.last),
        inquiries=head.inquiries,
        replies=head.replies,
        entries=entries,
        deadlines=marks(deadlines),
        standing=standing(record, conversation, deadlines),
        updated_at=max(entry.changed_at for entry in entries),
        answer_told=head.replies > 0 or not _hidden(record, publication, conversation),
    )


def _blocks(turn: Released, publication: Publication, slug: str) -> tuple[Block, ...]:
    treatment = turn.treatment
    return blocks(treatment.summary or treatment.text or "", publication.rules, slug=slug, entry=turn.entry.id)


def _named(name: str, publication: Publication, slug: str) -> str:
    """Give a name without what is not public: mail opens records under the names of people, and under addresses."""
    return plain(redacted(in_a_line(name), publication.rules, slug=slug, entry=""))


def _setting(
    record: Correspondence, publication: Publication, newsroom: Newsroom, conversation: Sequence[Released]
) -> Setting:
    # names and roles too are read from public letters only
    public = replace(record, entries=tuple(r.entry for r in conversation), listed_contacts=())
    return Setting(record=record, rules=publication.rules, newsroom=newsroom, known=by_address(contacts(public)))


def _hidden(record: Correspondence, publication: Publication, conversation: Sequence[Released]) -> bool:
    """Tell whether something of theirs is not public."""
    public = {r.entry.id for r in conversation}
    theirs = {e.id for e in record.entries if e.counted and e.message.direction == Direction.REPLY}
    return not public.issuperset(theirs | {a.id for a in publication.added if a.direction == Direction.REPLY})
