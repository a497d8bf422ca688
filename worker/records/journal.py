"""Who decided what, when and why: the only place where people's decisions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from worker.errors import Refused
from worker.records import tables
from worker.records.fold import Decided, fold
from worker.records.line import Kind, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

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
    table = tables.journal
    standing = select(table).where(table.c.undone.is_(None), table.c.kind.not_in([Kind.UNDO, Kind.PLACED_ANEW]))
    return tuple(line_of(row) for row in connection.execute(standing.order_by(table.c.id)))


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


def undo(connection: Connection, *, who: str, at: datetime, why: str = "") -> Line:
    """Undo the newest decision that is not undone, and give it; refuse where there is none."""
    standing = decisions(connection)
    if not standing:
        raise Refused("nothing to undo: no decision of a person stands in the journal")
    newest = standing[-1]
    by = record(connection, Kind.UNDO, {"undoes": newest.id}, who=who, at=at, why=why)
    connection.execute(update(tables.journal).where(tables.journal.c.id == newest.id).values(undone=by))
    return newest
