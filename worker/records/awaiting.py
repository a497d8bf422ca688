"""Which records have entries that nobody has decided of for the public, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from worker.correspondence import COUNTED
from worker.publication.treatment import State
from worker.records import journal, publications
from worker.records.decisions import require
from worker.records.line import Kind
from worker.records.tables import entries, messages, records
from worker.records.tables import journal as lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


def awaiting(connection: Connection, slug: str | None = None) -> Mapping[str, int]:
    """Count what waits on each record, or on one; those that people opened or confirmed come first.

    What no person wrote never waits: it can't be public.
    """
    if slug is not None:
        require(connection, slug)
    waits = func.count(entries.c.id).filter(entries.c.publication == State.PENDING.value)
    by_person = messages.c.content["kind"].as_string().in_([kind.value for kind in COUNTED])
    letter = (entries.c.message_id == messages.c.id) & by_person
    of_record = records.outerjoin(entries.join(messages, letter), entries.c.record_id == records.c.id)
    chosen = select(records.c.slug, waits).select_from(of_record)
    ordered = chosen.group_by(records.c.id, records.c.slug, records.c.confirmed)
    rows = connection.execute(ordered.order_by(records.c.confirmed.desc(), records.c.slug))
    found = {name: count for name, count in rows if slug in (None, name)}
    for name, by_hand in added(connection, found).items():
        found[name] += by_hand
    return {name: count for name, count in found.items() if count}


def added(connection: Connection, slugs: Mapping[str, int]) -> Mapping[str, int]:
    """Count what was added by hand and waits; of records that were merged, it waits on the one that took over."""
    by_hand = journal.standing(connection, lines.c.kind == Kind.ADD)
    if not by_hand:
        return {}
    into = publications.merged_into(connection, slugs)
    on = {old: slug for slug, olds in into.items() for old in olds}
    named = {on.get(line.subject, line.subject) for line in by_hand}
    decided = publications.publications(connection, sorted(named & set(slugs)))
    return {
        slug: sum(told.treatment(a.id).state == State.PENDING for a in told.added) for slug, told in decided.items()
    }
