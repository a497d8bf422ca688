"""What people decided for the public, as the journal tells it: of one record, of several, and what goes for all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.publication.rule import DEFAULT_RULES
from worker.publication.treatment import Treatment
from worker.records import freshness, journal
from worker.records.by_hand import called_now
from worker.records.line import ON_ENTRIES, ON_PAGES, Kind, investigation
from worker.records.parts import parts
from worker.records.publication_fold import folded
from worker.records.said import Said
from worker.records.tables import entries, records
from worker.records.tables import journal as lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from worker.publication.record import Publication
    from worker.publication.rule import Rule
    from worker.records.line import Line


def publication(connection: Connection, slug: str) -> Publication:
    """Give what was decided about a record and its entries."""
    return publications(connection, [slug])[slug]


def publications(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Publication]:
    """Give what was decided about records and their entries, by slug, in a handful of queries."""
    standing = entries_on(connection, slugs)
    told = said(connection, slugs, (id_ for ids in standing.values() for id_ in ids))
    return {slug: told.publication(slug, standing.get(slug, ())) for slug in slugs}


def said(connection: Connection, slugs: Iterable[str], ids: Iterable[str]) -> Said:
    """Read all that was said of records and entries, and of the records that these entries once stood on."""
    of_entries = folded(about(connection, ids, *ON_PAGES, Kind.MOVE))
    places = {*slugs, *(slug for left in of_entries.stood_on.values() for slug in left)}
    merged = merged_into(connection, places)
    of_records = folded(about(connection, {*places, *(old for olds in merged.values() for old in olds)}))
    by_hand = [added.id for several in of_records.added.values() for added in several]
    names = {investigation(told.investigation) for told in of_records.assigned.values() if told.investigation}
    return Said(
        everywhere=(*DEFAULT_RULES, *rules(connection)),
        entries=of_entries,
        records=of_records,
        added=folded(about(connection, by_hand)),
        investigations=folded(about(connection, names)).embargoes,
        merged=merged,
    )


def belonging(connection: Connection, name: str) -> tuple[str, ...]:
    """Give the slugs of the records that belong to an investigation now."""
    here = set(connection.execute(select(records.c.slug)).scalars())
    slugs = [slug for slug in freshness.assigned(connection, name) if slug in here]
    told = said(connection, slugs, ())
    wanted = investigation(name)
    return tuple(slug for slug in slugs if wanted in map(investigation, told.belongs(told.called(slug))))


def kept_back(connection: Connection, now: datetime) -> tuple[str, ...]:
    """Give the slugs of the records of which something is released that an embargo keeps from the public."""
    told = [line.detail for line in journal.standing(connection, lines.c.kind == Kind.EMBARGO)]
    named = {called_now(connection, detail["slug"]) for detail in told if detail["slug"]}
    named |= {slug for detail in told if (name := detail["investigation"]) for slug in belonging(connection, name)}
    here = set(connection.execute(select(records.c.slug)).scalars()) if named else set()
    decided = publications(connection, sorted(named & here))
    return tuple(
        slug
        for slug, of in decided.items()
        if of.embargoed(now) and any(treatment.public for treatment in of.treatments.values())
    )


def rules(connection: Connection) -> tuple[Rule, ...]:
    """Give the rules of redaction that people made for all records."""
    return tuple(folded(standing_about(connection, [""], Kind.REDACT, Kind.LIFT)).rules)


def every_rule(connection: Connection) -> tuple[Rule, ...]:
    """Give the rules of redaction that people made, of whatever scope, oldest first."""
    made = lines.c.kind.in_((Kind.REDACT, Kind.LIFT))
    return tuple(folded(journal.standing(connection, made)).rules)


def treatment(connection: Connection, entry: str) -> Treatment:
    """Give what was decided about one entry, by mail or by hand."""
    return folded(about(connection, [entry])).treatments.get(entry, Treatment())


def latest(connection: Connection, entry: str) -> Line | None:
    """Give the newest decision for the public about an entry, be it undone since."""
    chosen = lines.c.subject == entry, lines.c.kind.in_(ON_ENTRIES)
    row = connection.execute(select(lines).where(*chosen).order_by(lines.c.id.desc()).limit(1)).one_or_none()
    return journal.line_of(row) if row else None


def lost(connection: Connection) -> Mapping[tuple[str, int], Mapping[str, str]]:
    """Give the ids of entries that were decided about and stand nowhere now, and their records, by their copies.

    So a ledger that is built anew from the archive and the journal calls its entries as people called them.
    """
    here = select(entries.c.id).where(entries.c.id == lines.c.subject)
    chosen = lines.c.kind.in_(ON_ENTRIES) & ~here.exists()
    found: defaultdict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for line in journal.standing(connection, chosen):
        for mail, ordinal in line.detail["messages"]:
            found[mail, ordinal][line.subject] = line.detail["slug"]
    return found


def entries_on(connection: Connection, slugs: Sequence[str]) -> dict[str, list[str]]:
    """Give the ids of the entries on each record."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    chosen = select(records.c.slug, entries.c.id).join(entries, entries.c.record_id == records.c.id)
    for some in parts(slugs):
        for slug, id_ in connection.execute(chosen.where(records.c.slug.in_(some))):
            found[slug].append(id_)
    return found


def merged_into(connection: Connection, slugs: Iterable[str]) -> dict[str, list[str]]:
    """Give the slugs that were merged into each record, over any number of steps."""
    wanted = set(slugs)
    into = journal.merged(connection)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for old in into:
        slug, met = old, {old}
        while slug in into and into[slug] not in met:
            slug = into[slug]
            met.add(slug)
        if slug in wanted and slug != old:
            found[slug].append(old)
    return found


def about(connection: Connection, subjects: Iterable[str], *kinds: Kind) -> Iterator[Line]:
    """Yield the decisions of some kinds, else those about the public, that stand on these, oldest first for each."""
    named = sorted({subject for subject in subjects if subject})
    for some in parts(named):
        yield from standing_about(connection, some, *(kinds or ON_PAGES))


def standing_about(connection: Connection, subjects: Sequence[str], *kinds: Kind) -> tuple[Line, ...]:
    """Give the decisions of some kinds that stand on these subjects, oldest first."""
    return journal.standing(connection, lines.c.subject.in_(subjects) & lines.c.kind.in_(kinds))
