"""An entry as it would stand in public if it were released now, and what a person should know before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from heapq import merge
from typing import TYPE_CHECKING

from worker.mail.message import Authentic
from worker.pages.legible import legible
from worker.pages.marks import anchor
from worker.pages.redact import covers
from worker.pages.view import view
from worker.publication.treatment import State
from worker.records import correspondences
from worker.records.publications import publication
from worker.records.subjects import on_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.calendar import Calendar
    from worker.mail.message import Attachment
    from worker.mail.newsroom import Newsroom
    from worker.pages.shown import Shown
    from worker.publication.manual import Added
    from worker.publication.record import Publication
    from worker.publication.rule import Rule
    from worker.publication.treatment import Treatment
    from worker.publishing.edition import Edition
    from worker.records.database import Connection

AUTHENTIC: Mapping[Authentic, str] = {
    Authentic.PASS: "our own mail server found the sender to be genuine",
    Authentic.NONE: "nobody vouches for the sender",
    Authentic.FAIL: "the sender FAILED authentication: this may be forged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Words that the page would not show, and the rule that wants it so ("" for links that track)."""

    words: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry of a record, mailed or by hand, and what was decided of it so far."""

    record: Correspondence
    publication: Publication
    entry: Entry | None  # None where it was added by hand
    added: Added | None

    @property
    def id(self) -> str:
        """Give its id."""
        return self.entry.id if self.entry else self.added.id if self.added else ""

    @property
    def at(self) -> datetime:
        """Give when it stands in the conversation."""
        if self.entry:
            return self.entry.at
        assert self.added is not None  # it is one or the other
        return self.added.at

    @property
    def treatment(self) -> Treatment:
        """Give what was decided of it."""
        return self.publication.treatment(self.id)

    @property
    def waits(self) -> bool:
        """Tell whether somebody is to decide of it: nobody has, and a person wrote it."""
        return self.treatment.state == State.PENDING and (self.entry is None or self.entry.counted)

    @property
    def embargo_until(self) -> datetime | None:
        """Tell until when an embargo keeps it back, on its record or on one that it left."""
        return max(filter(None, (self.publication.embargo_until, self.treatment.embargo_until)), default=None)

    @property
    def words(self) -> str:
        """Give the words that a release would make public, before redaction: those of today, or an editor's."""
        return self.treatment.summary or self.text

    @property
    def text(self) -> str:
        """Give its words as they stand now: as a person corrected them, else as they came."""
        if self.treatment.corrected is not None:
            return self.treatment.corrected
        return self.entry.message.body.own if self.entry else self.added.text if self.added else ""

    @property
    def files(self) -> tuple[Attachment, ...]:
        """Give what is attached."""
        return self.entry.message.attachments if self.entry else ()

    def ruled(self, edition: Edition) -> Candidate:
        """Leave out the rules that the configuration switches off."""
        rules = edition.rules(self.publication.rules)
        return replace(self, publication=replace(self.publication, rules=rules))

    def shown(self, *, newsroom: Newsroom, calendar: Calendar, now: datetime) -> Shown | None:
        """Give it as its page would show it, among what is public already; None where it never can be."""
        as_if = replace(self.treatment, state=State.PUBLISHED, released_at=now, text=self.text)
        treatments = {**self.publication.treatments, self.id: as_if}
        decided = replace(self.publication, treatments=treatments, embargo_until=None)
        page = view(self.record, decided, newsroom=newsroom, calendar=calendar, now=now)
        return next((e for e in page.entries if e.anchor == anchor(self.id)), None) if page else None

    def covered(self) -> Iterator[Covered]:
        """Yield the words that would be covered, in order."""
        text, rules = legible(self.words), {rule.id: rule for rule in self.publication.rules}
        for cover in covers(text, self.publication.rules, slug=self.record.slug, entry=self.id):
            rule: Rule | None = rules.get(cover.rule)
            yield Covered(
                words=text[cover.start : cover.end],
                rule=rule.redacts.value if rule else cover.label,
                why=rule.why if rule else "",
            )


def candidates(record: Correspondence, decided: Publication) -> Iterator[Candidate]:
    """Give the entries of a record, those by hand among them, in order of the conversation."""
    of = partial(Candidate, record=record, publication=decided)
    mailed = (of(entry=entry, added=None) for entry in record.entries)
    by_hand = (of(entry=None, added=added) for added in sorted(decided.added, key=lambda a: (a.at, a.id)))
    return merge(mailed, by_hand, key=lambda candidate: candidate.at)


def found(connection: Connection, entry: str) -> Candidate:
    """Find an entry on the ledger by its id; refuse one that names none."""
    slug = on_ledger(connection, entry).slug
    (record,) = correspondences.all(connection, slug)
    return next(c for c in candidates(record, publication(connection, slug)) if c.id == entry)
