"""Writes a ledger down as a difference from what stands: records, entries, their sources, and the states of mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from worker.records import agenda, freshness, journal, publications
from worker.records.changes import Changes, Filed, changes
from worker.records.line import Kind
from worker.records.listings import drop_records, write_records
from worker.records.outcome import State, final, standings, states
from worker.records.status import Status
from worker.records.tables import entries, mails, messages, records, sources
from worker.threads.copy import CopyId
from worker.threads.decision import Append, Evidence

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from worker.records.fold import Decided
    from worker.records.outcome import Standing
    from worker.threads.copy import Copy
    from worker.threads.decision import Ledger, Placement

EMPTY = State(status=Status.IGNORED, reason="no message in it")


def file(  # noqa: PLR0913 - what was decided, of what, and when
    connection: Connection, ledger: Ledger, copies: Sequence[Copy], decided: Decided, *, at: datetime, automatic: bool
) -> None:
    """Let the database stand as the ledger says; entries keep their ids.

    An ``automatic`` change, one that no decision of a person brought, leaves a line in the journal for each entry
    that left its record.
    """
    filed, published = filed_entries(connection)
    of_copy = {copy.id: copy for copy in copies}
    decided_upon = by_person(filed, of_copy, decided)
    placements = with_published(ledger.placements, filed, published - decided_upon)
    of_mail = states(placements, copies)
    wanted = standings(placements, copies, of_mail)
    lost = publications.lost(connection) if wanted else {}
    due = changes(filed, wanted, of_copy, published=published, known=lost)
    used = {standing.slug for standing in wanted}
    records_by_slug = write_records(connection, ledger.opened, decided, used)
    write_entries(connection, due, of_copy, records_by_slug)
    write_sources(connection, due, {entry.id: entry.copies for entry in filed})
    freshness.refresh(connection, [id_ for id_ in due.new if any(id_ in ids for ids in lost.values())])
    agenda.unsettle(connection, touched(due, filed))
    drop_records(connection, ledger.opened, decided, used)
    write_states(connection, of_mail)
    if automatic:
        journal.record_all(
            connection,
            Kind.PLACED_ANEW,
            [{"entry": entry.id, "source": entry.slug, "slug": slug} for entry, slug in due.anew],
            who=journal.AUTOMATIC,
            at=at,
        )


def touched(due: Changes, filed: Sequence[Filed]) -> set[str]:
    """Give the slugs of the records on which an entry changes, before or after."""
    after = {standing.slug for standing in (*due.new.values(), *due.changed.values())}
    changed = {entry.slug for entry in filed if entry.id in due.changed}
    return after | changed | {entry.slug for entry in due.gone}


def outdated(connection: Connection) -> bool:
    """Tell whether an entry stands on a mail that can't be read any more."""
    failed = (
        select(sources.c.entry_id)
        .join(messages, messages.c.id == sources.c.message_id)
        .join(mails, mails.c.id == messages.c.mail_id)
        .where(mails.c.status == Status.FAILED.value)
    )
    return connection.execute(failed.limit(1)).first() is not None


def filed_entries(connection: Connection) -> tuple[list[Filed], frozenset[str]]:
    """Give all entries as they stand, and the ids of those that are published."""
    copies: dict[str, set[CopyId]] = {}
    for entry_id, message_id in connection.execute(select(sources.c.entry_id, sources.c.message_id)):
        copies.setdefault(entry_id, set()).add(CopyId(message_id))
    rows = connection.execute(
        select(*entries.c["id", "message_id", "placed_by", "publication"], records.c.slug).join(
            records, records.c.id == entries.c.record_id
        )
    ).all()
    filed = [
        Filed(
            id=row.id,
            slug=row.slug,
            best=CopyId(row.message_id),
            copies=frozenset(copies.get(row.id, ())),
            placed_by=row.placed_by,
        )
        for row in rows
    ]
    return filed, frozenset(row.id for row in rows if row.publication == "published")


def by_person(filed: Sequence[Filed], copies: Mapping[CopyId, Copy], decided: Decided) -> frozenset[str]:
    """Give the entries that a person placed, by a word about their mail or about their record."""
    ruled = {(ruling.mail, ruling.ordinal) for ruling in decided.directory.rulings}
    ruled_copies = {id_ for id_, c in copies.items() if not ruled.isdisjoint({(c.mail, c.ordinal), (c.mail, None)})}
    merged = decided.directory.merged
    return frozenset(e.id for e in filed if e.slug in merged or not ruled_copies.isdisjoint(e.copies))


def with_published(
    placements: Mapping[CopyId, Placement], filed: Sequence[Filed], published: Container[str]
) -> Mapping[CopyId, Placement]:
    """Leave what readers have seen, and no person placed, on its records."""
    shown: dict[CopyId, list[Filed]] = {}
    for entry in filed:
        if entry.id in published and entry.best in placements:
            shown.setdefault(final(placements, entry.best)[0], []).append(entry)
    kept = dict(placements)
    for best, seen in shown.items():
        placed = placements[best]
        on, evidence = (placed.records, placed.evidence) if isinstance(placed, Append) else ((), None)
        if evidence != Evidence.PERSON and any(entry.slug not in on for entry in seen):
            kept[best] = Append(records=tuple(e.slug for e in seen), evidence=Evidence(seen[0].placed_by))
    return kept


def write_entries(
    connection: Connection, due: Changes, copies: Mapping[CopyId, Copy], records_by_slug: Mapping[str, int]
) -> None:
    """Write the entries that are new, changed or gone."""

    def row(id_: str, standing: Standing) -> dict[str, object]:
        return {
            "entry": id_,
            "record_id": records_by_slug[standing.slug],
            "message_id": standing.best,
            "placed_by": standing.placed_by,
            "sent_at": copies[standing.best].sent_at,
        }

    if due.gone:
        rows = [{"entry": entry.id} for entry in due.gone]
        connection.execute(delete(entries).where(entries.c.id == bindparam("entry")), rows)
    told: dict[str, Any] = {name: bindparam(name) for name in ("record_id", "message_id", "placed_by", "sent_at")}
    if due.changed:
        changed = [row(id_, standing) for id_, standing in due.changed.items()]
        connection.execute(update(entries).where(entries.c.id == bindparam("entry")).values(told), changed)
    if due.new:
        new = [row(id_, standing) for id_, standing in due.new.items()]
        connection.execute(insert(entries).values(told | {"id": bindparam("entry")}), new)


def write_sources(connection: Connection, due: Changes, before: Mapping[str, frozenset[CopyId]]) -> None:
    """Write which copies brought the entries."""
    after = {id_: standing.copies for id_, standing in ({**due.new, **due.changed}).items()}
    gone = [(id_, copy) for id_, copies in after.items() for copy in before.get(id_, frozenset()) - copies]
    new = [(id_, copy) for id_, copies in after.items() for copy in copies - before.get(id_, frozenset())]
    if gone:
        the_source = (sources.c.entry_id == bindparam("entry"), sources.c.message_id == bindparam("copy"))
        rows = [{"entry": id_, "copy": copy} for id_, copy in gone]
        connection.execute(delete(sources).where(*the_source), rows)
    if new:
        connection.execute(insert(sources), [{"entry_id": id_, "message_id": copy} for id_, copy in new])


def write_states(connection: Connection, of_mail: Mapping[str, State]) -> None:
    """Write what became of each mail that was read, where that changed."""
    read = mails.c.status != Status.FAILED.value
    rows = connection.execute(
        select(*mails.c["id", "sha256", "status", "reason", "candidates"]).where(read, ~mails.c.unread)
    ).all()
    later = read_later(connection, of_mail)
    changed = []
    for row in rows:
        if row.sha256 in later:
            continue
        state = of_mail.get(row.sha256, EMPTY)
        candidates = [[c.slug, c.evidence] for c in state.candidates]
        if (row.status, row.reason, row.candidates) != (state.status.value, state.reason, candidates):
            changed.append({"mail": row.id, "state": state.status.value, "why": state.reason, "candidates": candidates})
    if changed:
        told: dict[str, Any] = {
            "status": bindparam("state"),
            "reason": bindparam("why"),
            "candidates": bindparam("candidates"),
        }
        connection.execute(update(mails).where(mails.c.id == bindparam("mail")).values(told), changed)


def read_later(connection: Connection, of_mail: Container[str]) -> frozenset[str]:
    """Give the mails that others read while the ledger was thought out: they still wait."""
    brought = select(mails.c.sha256).join(messages, messages.c.mail_id == mails.c.id)
    waiting = brought.where(mails.c.status == Status.PENDING.value, ~mails.c.unread)
    return frozenset(digest for digest in connection.execute(waiting).scalars() if digest not in of_mail)
