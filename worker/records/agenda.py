"""The agenda: the deadlines of every record as its letters set them, kept so that each is met in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, delete, func, select, update

from worker.deadlines.deadline import Ask
from worker.records import freshness, kept
from worker.records.status import Status
from worker.records.tables import deadlines, entries, mails, messages, records, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from worker.deadlines.standing import Standing

SOME = 1000  # slugs named at once
UNSETTLED = ""
ANEW: dict[str, Any] = {"settled_by": UNSETTLED, **freshness.ANEW}  # what its letters tell, so does its page


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A deadline with the record it stands on; ``sequence`` counts its changes, ``due_at`` is in UTC."""

    id: str
    entry: str
    slug: str
    owner: str
    kind: Ask
    due_at: datetime
    phrase: str
    known_at: datetime
    snoozed_until: datetime | None
    sequence: int
    awaited: bool = True


def unsettled(connection: Connection, limit: int | None = None, *, by: str) -> tuple[str, ...]:
    """Give the slugs of records whose deadlines may have changed."""
    chosen = select(records.c.slug).where(records.c.settled_by != by).order_by(records.c.id).limit(limit)
    return tuple(connection.execute(chosen).scalars())


def revision(connection: Connection, slug: str, *, by: str) -> int | None:
    """Tell at which revision a record is to be settled: any change gives it another; None where it need not be."""
    chosen = select(records.c.revision).where(records.c.slug == slug, records.c.settled_by != by)
    return connection.execute(chosen).scalar()


def unsettle(connection: Connection, slugs: Iterable[str]) -> None:
    """Note that the deadlines of these records may have changed, and of those with mail that was read just now."""
    read = (
        select(entries.c.record_id)
        .join(sources, sources.c.entry_id == entries.c.id)
        .join(messages, messages.c.id == sources.c.message_id)
        .join(mails, mails.c.id == messages.c.mail_id)
        .where(mails.c.status == Status.PENDING.value)
    )
    changed = sorted(set(slugs))
    for start in range(0, len(changed), SOME):
        chosen = records.c.slug.in_(changed[start : start + SOME])
        connection.execute(update(records).where(chosen).values(ANEW))
    connection.execute(update(records).where(records.c.id.in_(read)).values(ANEW))


def unsettle_entry(connection: Connection, entry: str) -> None:
    """Note that the deadlines of the record may have changed on which an entry stands."""
    on = select(entries.c.record_id).where(entries.c.id == entry)
    connection.execute(update(records).where(records.c.id.in_(on)).values(ANEW))


def settle(connection: Connection, slug: str, standings: Sequence[Standing], *, by: str) -> None:
    """Let the deadlines of a record stand as its letters set them: a changed one counts it, one that is gone goes."""
    record = connection.execute(select(records.c.id).where(records.c.slug == slug)).scalar()
    if record is None:
        return
    on_record = set(connection.execute(select(entries.c.id).where(entries.c.record_id == record)).scalars())
    rows = {s.id: kept.told(s) for s in standings if s.entry in on_record}
    before = select(deadlines).where(
        deadlines.c.entry_id.in_(select(entries.c.id).where(entries.c.record_id == record))
    )
    known = {row.id: row for row in connection.execute(before)}
    gone = [{"deadline": id_} for id_ in known if id_ not in rows]
    if gone:
        connection.execute(delete(deadlines).where(deadlines.c.id == bindparam("deadline")), gone)
    kept.change(connection, {id_: row for id_, row in rows.items() if id_ in known and kept.differs(row, known[id_])})
    kept.add(connection, {id_: row for id_, row in rows.items() if id_ not in known})
    connection.execute(update(records).where(records.c.id == record).values(settled_by=by))


def awaited(
    connection: Connection, *, before: datetime | None = None, after: datetime | None = None
) -> tuple[Awaited, ...]:
    """Give what is awaited on open records and due within a span, what is due first first."""
    rows = every().where(deadlines.c.awaited, records.c.status == "open")
    if before:
        rows = rows.where(deadlines.c.due_at < before)
    if after:
        rows = rows.where((deadlines.c.due_at > after) | (deadlines.c.snoozed_until > after))
    return tuple(awaited_of(row) for row in connection.execute(rows.order_by(deadlines.c.due_at, deadlines.c.id)))


def overdue(connection: Connection, now: datetime) -> int:
    """Count the requests on open records that are not answered in time."""
    late = deadlines.c.awaited, deadlines.c.kind == Ask.REQUEST.value, deadlines.c.due_at < now
    rows = every().where(records.c.status == "open", *late)
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar() or 0


def owners(connection: Connection) -> tuple[str, ...]:
    """Give who owns open records, each once."""
    return tuple(connection.execute(select(records.c.owner).where(records.c.status == "open").distinct()).scalars())


def find(connection: Connection, id_: str) -> Awaited | None:
    """Give the deadline with this id, awaited or not."""
    row = connection.execute(every().where(deadlines.c.id == id_)).one_or_none()
    return awaited_of(row) if row else None


def ids(connection: Connection) -> tuple[str, ...]:
    """Give the ids of all deadlines."""
    return tuple(connection.execute(select(deadlines.c.id).order_by(deadlines.c.id)).scalars())


def every() -> Select[Any]:
    """Choose all deadlines, with the records they stand on."""
    return (
        select(deadlines, records.c.slug, records.c.owner)
        .join(entries, entries.c.id == deadlines.c.entry_id)
        .join(records, records.c.id == entries.c.record_id)
    )


def awaited_of(row: Row[*tuple[Any, ...]]) -> Awaited:
    """Give the deadline of a row."""
    return Awaited(
        id=row.id,
        entry=row.entry_id,
        slug=row.slug,
        owner=row.owner,
        kind=Ask(row.kind),
        due_at=row.due_at,
        phrase=row.phrase,
        known_at=row.known_at,
        snoozed_until=row.snoozed_until,
        sequence=row.sequence,
        awaited=row.awaited,
    )
