"""Who decided what, when and why: the only place where people's decisions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from worker.errors import Refused
from worker.records import agenda, tables
from worker.records.fold import Decided, fold
from worker.records.line import ON_DEADLINES, Kind, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from worker.deadlines.ruled import Ruled
    from worker.threads.directory import Directory

AUTOMATIC = "onrecord"  # who changed what no person did


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
        for id_, detail in enumerate(details, start=last + 1)
    ]
    if rows:
        connection.execute(insert(tables.journal), rows)
    return last + len(rows)


def lines(connection: Connection) -> tuple[Line, ...]:
    """Give all lines in the order they were written."""
    return tuple(line_of(row) for row in connection.execute(select(tables.journal).order_by(tables.journal.c.id)))


def decisions(connection: Connection) -> tuple[Line, ...]:
    """Give the decisions that stand, in the order they were taken."""
    return standing(connection, tables.journal.c.kind.not_in([Kind.UNDO, Kind.PLACED_ANEW]))


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


def ruled(connection: Connection) -> Mapping[str, Mapping[str, Ruled]]:
    """Give people's word on deadlines, by the entry that sets each and its id."""
    return fold(standing(connection, tables.journal.c.kind.in_(ON_DEADLINES))).ruled


def undo(connection: Connection, *, who: str, at: datetime, why: str = "", line: int | None = None) -> Line:
    """Undo the newest decision that is not undone, or the one of a given line, and give it.

    Refuse where there is none, and a line on whose subject something was decided since: that would lose its ground.
    """
    taken = decisions(connection)
    if not taken:
        raise Refused("nothing to undo: no decision of a person stands in the journal")
    decision = taken[-1] if line is None else revocable(taken, line)
    by = record(connection, Kind.UNDO, {"undoes": decision.id}, who=who, at=at, why=why)
    connection.execute(update(tables.journal).where(tables.journal.c.id == decision.id).values(undone=by))
    if decision.kind in ON_DEADLINES:
        agenda.unsettle_entry(connection, decision.detail["entry"])
    return decision


def revocable(taken: Sequence[Line], id_: int) -> Line:
    """Give the decision of a line; refuse one that does not stand, or has another built upon it."""
    decision = next((line for line in taken if line.id == id_), None)
    if decision is None:
        raise Refused(f"line {id_} is no decision that stands: 'onrecord log' lists them")
    subjects = decision.subjects
    later = next((line for line in taken if line.id > id_ and not subjects.isdisjoint(line.named)), None)
    if later:
        raise Refused(f"line {id_} can't be undone before line {later.id}, which decided of the same since")
    return decision
