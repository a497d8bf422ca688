"""What must change for entries to stand as a ledger says: a pure difference in which entries keep their ids."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from worker.records.outcome import Standing
    from worker.threads.copy import Copy, CopyId

SHORTEST = 8  # hex digits of an entry's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An entry as it stands in the database."""

    id: str
    slug: str
    best: CopyId
    copies: frozenset[CopyId]
    placed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The orders to the database; ``new`` and ``changed`` are entries by their ids, as they are to be."""

    new: Mapping[str, Standing]
    changed: Mapping[str, Standing]
    gone: tuple[Filed, ...]
    anew: tuple[tuple[Filed, str], ...]  # entries that leave their record, and for which ("" for none)


def changes(
    filed: Sequence[Filed],
    wanted: Sequence[Standing],
    copies: Mapping[CopyId, Copy],
    *,
    published: Container[str] = (),
    known: Mapping[tuple[str, int], Mapping[str, str]] = MappingProxyType({}),
) -> Changes:
    """Match entries with letters by the copies they share, first on their own record, then on any.

    An entry that is published goes before one that is not. A new one gets the id by which a decision ``known`` of its
    copies calls it, for people's decisions are about ids.
    """
    of = match(sorted(filed, key=lambda entry: (entry.id not in published, entry.id)), wanted)
    called = names([w for n, w in enumerate(wanted) if n not in of], copies, known)
    taken = {*(entry.id for entry in filed), *called.values()}
    new: dict[str, Standing] = {}
    changed: dict[str, Standing] = {}
    for number, standing in enumerate(wanted):
        entry = of.get(number)
        if entry is None:
            name = called.get((standing.slug, standing.best))
            new[name or entry_id(copies[standing.best], standing.slug, taken)] = standing
        elif (entry.slug, entry.best, entry.copies, entry.placed_by) != told(standing):
            changed[entry.id] = standing
    kept = {entry.id for entry in of.values()}
    gone = tuple(entry for entry in filed if entry.id not in kept)
    on_record = {copy for standing in wanted for copy in standing.copies}
    moved = [(e, changed[e.id].slug) for e in of.values() if e.id in changed and changed[e.id].slug != e.slug]
    # An entry whose copies now belong to another was not placed anew: it turned out to be the same letter.
    left = [(entry, "") for entry in gone if not entry.copies & on_record]
    return Changes(new=new, changed=changed, gone=gone, anew=tuple(moved + left))


def match(filed: Sequence[Filed], wanted: Sequence[Standing]) -> dict[int, Filed]:
    """Give the entry of each letter that has one, by the letter's number."""
    by_copy: defaultdict[CopyId, list[Filed]] = defaultdict(list)
    for entry in filed:
        for copy in entry.copies:
            by_copy[copy].append(entry)
    found: dict[int, Filed] = {}
    free = {entry.id for entry in filed}
    for same_record in (True, False):
        for number, standing in enumerate(wanted):
            if number in found:
                continue
            for entry in sharing(standing, by_copy):
                if entry.id in free and (not same_record or entry.slug == standing.slug):
                    found[number] = entry
                    free.discard(entry.id)
                    break
    return found


def sharing(standing: Standing, by_copy: Mapping[CopyId, list[Filed]]) -> Iterator[Filed]:
    """Give the entries that share a copy with a letter, those of its best copy first."""
    for copy in (standing.best, *sorted(standing.copies - {standing.best})):
        yield from by_copy.get(copy, ())


def names(
    standings: Sequence[Standing], copies: Mapping[CopyId, Copy], known: Mapping[tuple[str, int], Mapping[str, str]]
) -> dict[tuple[str, CopyId], str]:
    """Give the ids by which people called letters, each with its record and best copy: first those on their record."""
    found: dict[tuple[str, CopyId], str] = {}
    given: set[str] = set()
    for same_record in (True, False):
        for standing in standings:
            called = (x for copy in sorted(standing.copies) for x in known.get(at(copies[copy]), {}).items())
            for id_, slug in called:
                letter = (standing.slug, standing.best)
                if letter not in found and id_ not in given and (not same_record or slug == standing.slug):
                    found[letter] = id_
                    given.add(id_)
    return found


def at(copy: Copy) -> tuple[str, int]:
    """Give where in the archive a copy lies, as the journal tells it."""
    return copy.mail, copy.ordinal


def told(standing: Standing) -> tuple[str, CopyId, frozenset[CopyId], str]:
    """Give what an entry tells of a letter."""
    return standing.slug, standing.best, standing.copies, standing.placed_by


def entry_id(copy: Copy, slug: str, taken: Container[str]) -> str:
    """Give a short id that a ledger built again from the same mail gives again."""
    digest = sha256(f"{copy.mail} {copy.ordinal} {slug}".encode()).hexdigest()
    return next(digest[:length] for length in range(SHORTEST, len(digest) + 1) if digest[:length] not in taken)
