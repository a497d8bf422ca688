"""What a rule of redaction would change: each public entry as it stands, or would, compared with how it then reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worker.cli.candidate import candidates
from worker.cli.ledger import opened
from worker.pages.marks import anchor
from worker.pages.redact import preview
from worker.publication.treatment import State
from worker.publishing.rendering import seen
from worker.records import correspondences, publications
from worker.records.database import reading
from worker.records.subjects import on_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from worker.cli.candidate import Candidate
    from worker.cli.deciding import Decider
    from worker.correspondence import Correspondence
    from worker.pages.page import Page
    from worker.pages.shown import Shown
    from worker.publication.record import Publication
    from worker.publication.rule import Rule
    from worker.publication.treatment import Treatment
    from worker.publishing.edition import Edition

OF_PAGE = ("name", "acronym", "country", "investigation")


def changed(decider: Decider, rule: Rule) -> Iterator[tuple[str, ...]]:
    """Yield a row for each place that a rule would change: entry, record, how it stands, before and after."""
    settings = decider.session.settings()
    edition = settings.edition(decider.by["at"])
    with reading(opened(settings)) as connection:
        known = correspondences.names(connection)
        slug = rule.scope if rule.scope in known else on_ledger(connection, rule.scope).slug if rule.scope else None
        records = correspondences.all(connection, slug)
        decided = publications.publications(connection, [record.slug for record in records])
    for record in records:
        told = decided[record.slug]
        yield from of_record(record, replace(told, rules=edition.rules(told.rules)), rule, edition)


def of_record(record: Correspondence, decided: Publication, rule: Rule, edition: Edition) -> Iterator[tuple[str, ...]]:
    """Yield what would change of a record if all of it were public."""
    every = tuple(candidates(record, decided))
    treatments = {one.id: as_public(one, edition.now) for one in every}
    whole = replace(decided, treatments=treatments, embargo_until=None)
    now, then = (seen(record, told, edition) for told in (whole, replace(whole, rules=(*whole.rules, rule))))
    if now and not then:
        yield "", record.slug, "page", now.name, "no page at all"
    if rule.scope in ("", record.slug):
        for name, before, after in differing(named(now), named(then)):
            yield "", record.slug, name, before, after
    stand, stood = by_anchor(then), by_anchor(now)
    for one in every:
        if rule.scope in ("", record.slug, one.id):
            for row in (*of_words(one, rule), *differing(beside(stood, one), beside(stand, one))):
                yield one.id, record.slug, one.treatment.state.value, *row[-2:]


def as_public(candidate: Candidate, now: datetime) -> Treatment:
    """Give how an entry would be treated if it were released now; what is public is so in the words that are."""
    decided = candidate.treatment
    if decided.public:
        return replace(decided, embargo_until=None)
    return replace(decided, state=State.PUBLISHED, released_at=now, text=candidate.text, embargo_until=None)


def of_words(candidate: Candidate, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield each place in the words of an entry, before and after."""
    treatment, slug = candidate.treatment, candidate.record.slug
    words = treatment.text if treatment.state == State.PUBLISHED and treatment.text else candidate.text
    for change in preview(treatment.summary or words, rule, candidate.publication.rules, slug=slug, entry=candidate.id):
        before, after = f"…{change.before}", f"{change.after}…"
        yield f"{before}{change.words}{after}", f"{before}[{rule.label}]{after}"


def named(page: Page | None) -> Mapping[str, str]:
    """Give what a page calls its record."""
    return {name: getattr(page, name) for name in OF_PAGE} if page else {}


def by_anchor(page: Page | None) -> Mapping[str, Shown]:
    """Give the entries of a page."""
    return {shown.anchor: shown for shown in page.entries} if page else {}


def beside(entries: Mapping[str, Shown], candidate: Candidate) -> Mapping[str, str]:
    """Give what a page tells of an entry but its words."""
    shown = entries.get(anchor(candidate.id))
    if shown is None:
        return {}
    corrections = {f"correction {n}": told.text for n, told in enumerate(shown.corrections)}
    files = {f"file {n}": file.name for n, file in enumerate(shown.attachments)}
    return {"lead": shown.lead, **corrections, **files}


def differing(now: Mapping[str, str], then: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield what stands now and otherwise then."""
    yield from ((name, now[name], then[name]) for name in now if name in then and now[name] != then[name])
