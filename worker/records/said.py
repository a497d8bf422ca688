"""What was said of records and entries, put together for each record: what is said of one goes with its letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.publication.record import Publication
from worker.publication.treatment import Treatment
from worker.records.line import investigation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from worker.publication.rule import Rule
    from worker.records.publication_fold import Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that was said of some records, of those merged into them, and of those that their entries once stood on."""

    everywhere: Sequence[Rule]
    entries: Sum
    records: Sum
    added: Sum
    investigations: Mapping[str, datetime | None]  # until when each is under embargo
    merged: Mapping[str, Sequence[str]]

    def publication(self, slug: str, ids: Collection[str]) -> Publication:
        """Put together what goes for a record with these entries."""
        called = self.called(slug)
        added = tuple(a for name in called for a in self.records.added.get(name, ()))
        told = {id_: self.entries.treatments[id_] for id_ in ids if id_ in self.entries.treatments}
        told |= {a.id: self.added.treatments[a.id] for a in added if a.id in self.added.treatments}
        elsewhere = {id_: places for id_ in ids if (places := self.left(id_) - set(called))}
        for id_, places in elsewhere.items():
            if until := self.embargo(places)[0]:
                told[id_] = replace(told.get(id_, Treatment()), embargo_until=until)
        until, by = self.embargo(called)
        single = {*ids, *(a.id for a in added)}
        of_single = (rule for rule in (*self.entries.rules, *self.added.rules) if rule.scope in single)
        return Publication(
            treatments=told,
            rules=(*self.everywhere, *self.scoped(slug, elsewhere), *of_single),
            added=added,
            override=self.records.overrides.get(slug),
            embargo_until=until,
            embargo_by=by,
            investigation=next(filter(None, self.belongs(called)), ""),
        )

    def called(self, slug: str) -> tuple[str, ...]:
        """Give all names of a record: its own, and those of the records merged into it."""
        return (slug, *self.merged.get(slug, ()))

    def left(self, entry: str) -> set[str]:
        """Give the records that an entry was moved from or decided upon, by all their names."""
        return {name for slug in self.entries.stood_on.get(entry, ()) for name in self.called(slug)}

    def belongs(self, called: Iterable[str]) -> list[str]:
        """Give the investigations of these records, but of those that were assigned anew with what they merged into."""
        told = [(name, self.records.assigned[name]) for name in called if name in self.records.assigned]
        anew = {old for _, assigned in told for old in assigned.with_merged}
        return [assigned.investigation for name, assigned in told if name not in anew]

    def embargo(self, called: Collection[str]) -> tuple[datetime | None, str]:
        """Give until when an embargo lasts on these records or their investigations, and of which of these it is.

        The latest of all goes, and the investigation is "" where it is of a record.
        """
        of_records = ((self.records.embargoes.get(name), "") for name in called)
        names = filter(None, self.belongs(called))
        of_investigations = ((self.investigations.get(investigation(name)), name) for name in names)
        lasting = ((until, by) for until, by in (*of_records, *of_investigations) if until)
        return max(lasting, key=lambda one: one[0], default=(None, ""))

    def scoped(self, slug: str, elsewhere: Mapping[str, Collection[str]]) -> Iterator[Rule]:
        """Yield the rules of a record by all its names, and for single entries those of the records they left."""
        called = self.called(slug)
        for rule in self.records.rules:
            if rule.scope in called:
                yield replace(rule, scope=slug)
            yield from (replace(rule, scope=id_) for id_, places in elsewhere.items() if rule.scope in places)
