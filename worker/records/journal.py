"""Who decided what, when and why: the only place where people's decisions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from worker.errors import Refused
from worker.records import agenda, freshness, tables
from worker.records.fold import Decided, fold
from worker.records.line import ON_DEADLINES, ON_PAGES, Kind, Line, subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from worker.deadlines.ruled import Ruled
    from worker.threads.directory import Directory

AUTOMATIC = "onrecord"  # who changed what no person did
NO_DECISIONS = frozenset({Kind.UNDO, Kind.PLACED_ANEW})
ON_LEDGER = frozenset(Kind) - NO_DECISIONS - ON_PAGES  # what places letters and rules on their dates


def record(  # noqa: PLR0913 - a line has six parts
    connection: Connection, kind: Kind, detail: Mapping[str, Any], *, who: str, at: datetime, why: str = ""
) -> int:
    """Write a line and give its id."""
    return record_all(connection, kind, [detail], who=who, at=at, why=why)


def record_all(  # noqa: PLR0913 - a line has six parts
    connection: Connection, kind: Kind, details: Sequence[Mapping[str, Any]], *, who: str, at: datetime, why: str = ""
) -> int:
    """Write lines of one kind and give the id of the last one."""
    last = connection.execute(select(func.max(tables.journal.c.id))).scalar() or 0
    rows = [
        {"id": id_, "at": at, "who": who, "kind": kind.value, "detail": dict(detail), "why": why}
        | {"subject": subject(kind, detail)}
        for id_, detail in enumerate(details, start=last + 1)
    ]
    if rows:
        connection.execute(insert(tables.journal), rows)
    return last + len(rows)


def lines(connection: Connection) -> tuple[Line, ...]:
    """Give all lines in the order they were written."""
    return tuple(line_of(row) for row in connection.execute(select(tables.journal).order_by(tables.journal.c.id)))


def decisions(connection: Connection) -> tuple[Line, ...]:
    """Give the decisions about the ledger that stand, in the order they were taken; none about what is public."""
    return standing(connection, tables.journal.c.kind.in_(ON_LEDGER))


def standing(connection: Connection, of_kind: ColumnElement[bool]) -> tuple[Line, ...]:
    """Give the lines of some kinds that are not undone, in the order they were written."""
    table = tables.journal
    rows = connection.execute(select(table).where(table.c.undone.is_(None), of_kind).order_by(table.c.id))
    return tuple(line_of(row) for row in rows)


def line_of(row: Row[*tuple[Any, ...]]) -> Line:
    """Give the line of a row."""
    return Line(
        id=row.id,
        at=row.at,
        who=row.who,
        kind=Kind(row.kind),
        detail=row.detail,
        why=row.why,
        undone=row.undone,
    )


def decided(connection: Connection) -> Decided:
    """Give what the decisions that stand come to."""
    return fold(decisions(connection))


def directory(connection: Connection) -> Directory:
    """Give what people told the ledger, as placing needs it."""
    return decided(connection).directory


def merged(connection: Connection) -> Mapping[str, str]:
    """Give into which record each was merged that was."""
    return {x.detail["slug"]: x.detail["into"] for x in standing(connection, tables.journal.c.kind == Kind.MERGE)}


def ruled(connection: Connection) -> Mapping[str, Mapping[str, Ruled]]:
    """Give people's word on deadlines, by the entry that sets each and its id."""
    return fold(standing(connection, tables.journal.c.kind.in_(ON_DEADLINES))).ruled


def undo(connection: Connection, *, who: str, at: datetime, why: str = "", line: int | None = None) -> Line:
    """Undo the newest decision that is not undone, or the one of a given line, and give it.

    Refuse where there is none, and a line on whose subject something was decided since: that would lose its ground.
    """
    decision = newest(connection) if line is None else revocable(connection, line)
    if decision is None:
        raise Refused("nothing to undo: no decision of a person stands in the journal")
    by = record(connection, Kind.UNDO, {"undoes": decision.id}, who=who, at=at, why=why)
    connection.execute(update(tables.journal).where(tables.journal.c.id == decision.id).values(undone=by))
    if decision.kind in ON_DEADLINES:
        agenda.unsettle_entry(connection, decision.detail["entry"])
    elif decision.kind in ON_PAGES:
        freshness.follow(connection, decision)
    elif decision.kind is Kind.MERGE:
        freshness.unsettle_slugs(connection, [decision.detail["into"]])
    return decision


def newest(connection: Connection) -> Line | None:
    """Give the newest decision that stands."""
    table = tables.journal
    stands = table.c.undone.is_(None), table.c.kind.not_in(NO_DECISIONS)
    row = connection.execute(select(table).where(*stands).order_by(table.c.id.desc()).limit(1)).one_or_none()
    return line_of(row) if row else None


def revocable(connection: Connection, id_: int) -> Line:
    """Give the decision of a line; refuse one that does not stand, or has another built upon it."""
    table = tables.journal
    since = standing(connection, table.c.kind.not_in(NO_DECISIONS) & (table.c.id >= id_))
    if not since or since[0].id != id_:
        raise Refused(f"line {id_} is no decision that stands: 'onrecord log' lists them")
    decision, *later = since
    subjects = decision.subjects
    if built := next((line for line in later if not subjects.isdisjoint(line.named)), None):
        raise Refused(f"line {id_} can't be undone before line {built.id}, which decided of the same since")
    return decision
