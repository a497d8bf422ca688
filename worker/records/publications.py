"""What people decided for the public, as the journal tells it: of one record, of several, and what goes for all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.publication.record import Publication
from worker.publication.rule import DEFAULT_RULES
from worker.publication.treatment import Treatment
from worker.records import journal
from worker.records.line import ON_ENTRIES, ON_PAGES, Kind, investigation
from worker.records.publication_fold import folded
from worker.records.tables import entries, records
from worker.records.tables import journal as lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from worker.publication.rule import Rule
    from worker.records.line import Line
    from worker.records.publication_fold import Sum

SOME = 500  # subjects in a query


def publication(connection: Connection, slug: str) -> Publication:
    """Give what was decided about a record and its entries."""
    return publications(connection, [slug])[slug]


def publications(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Publication]:
    """Give what was decided about records and their entries, by slug, in a handful of queries."""
    standing = entries_on(connection, slugs)
    of_entries = folded(about(connection, (id_ for ids in standing.values() for id_ in ids)))
    merged = merged_into(connection, slugs)
    asked = {*slugs, *(old for olds in merged.values() for old in olds), *of_entries.released_on.values()}
    of_records = folded(about(connection, asked))
    by_hand = [added.id for several in of_records.added.values() for added in several]
    of_added = folded(about(connection, by_hand))
    everywhere = (*DEFAULT_RULES, *rules(connection))
    names = {investigation(name) for name in of_records.investigations.values() if name}
    of_investigations = folded(about(connection, names))
    return {
        slug: one(
            slug, merged.get(slug, ()), standing.get(slug, ()), everywhere=everywhere,
            sums=(of_entries, of_records, of_added), embargoes=of_investigations.embargoes,
        )
        for slug in slugs
    }  # fmt: skip


def one(  # noqa: PLR0913 - all that a publication is put together from
    slug: str,
    merged: Sequence[str],
    ids: Sequence[str],
    *,
    everywhere: Sequence[Rule],
    sums: tuple[Sum, Sum, Sum],
    embargoes: Mapping[str, datetime | None],
) -> Publication:
    """Put together what goes for one record; what was said of records merged into it goes for it, too."""
    of_entries, of_records, of_added = sums
    called = (slug, *merged)
    added = tuple(a for name in called for a in of_records.added.get(name, ()))
    told = {id_: of_entries.treatments[id_] for id_ in ids if id_ in of_entries.treatments}
    told |= {a.id: of_added.treatments[a.id] for a in added if a.id in of_added.treatments}
    belongs = next((name for s in called if (name := of_records.investigations.get(s))), "")
    until = (of_records.embargoes.get(name) for name in called)
    whole = embargoes.get(investigation(belongs)) if belongs else None
    return Publication(
        treatments=told,
        rules=(
            *everywhere,
            *scoped(slug, merged, ids, of_entries, of_records),
            *of_single(of_entries, of_added, {*ids, *(a.id for a in added)}),
        ),
        added=added,
        override=of_records.overrides.get(slug),
        embargo_until=max(filter(None, (*until, whole)), default=None),
        investigation=belongs,
    )


def scoped(slug: str, merged: Sequence[str], ids: Sequence[str], of_entries: Sum, of_records: Sum) -> Iterator[Rule]:
    """Yield the rules of a record, of those merged into it, and of those that its entries were released on."""
    moved = {id_: on for id_ in ids if (on := of_entries.released_on.get(id_)) and on != slug}
    for rule in of_records.rules:
        if rule.scope == slug or rule.scope in merged:
            yield replace(rule, scope=slug)
        yield from (replace(rule, scope=id_) for id_, on in moved.items() if on == rule.scope)


def of_single(of_entries: Sum, of_added: Sum, ids: Container[str]) -> Iterator[Rule]:
    """Yield the rules of single entries."""
    yield from (rule for rule in (*of_entries.rules, *of_added.rules) if rule.scope in ids)


def rules(connection: Connection) -> tuple[Rule, ...]:
    """Give the rules of redaction that people made for all records."""
    return tuple(folded(standing_about(connection, [""], Kind.REDACT)).rules)


def treatment(connection: Connection, entry: str) -> Treatment:
    """Give what was decided about one entry, by mail or by hand."""
    return folded(about(connection, [entry])).treatments.get(entry, Treatment())


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


def about(connection: Connection, subjects: Iterable[str]) -> Iterator[Line]:
    """Yield the decisions about the public that stand on these subjects, oldest first for each of them."""
    named = sorted({subject for subject in subjects if subject})
    for some in parts(named):
        yield from standing_about(connection, some, *ON_PAGES)


def standing_about(connection: Connection, subjects: Sequence[str], *kinds: Kind) -> tuple[Line, ...]:
    """Give the decisions of some kinds that stand on these subjects, oldest first."""
    return journal.standing(connection, lines.c.subject.in_(subjects) & lines.c.kind.in_(kinds))


def parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Part names into as many as go into a query."""
    yield from (names[start : start + SOME] for start in range(0, len(names), SOME))
