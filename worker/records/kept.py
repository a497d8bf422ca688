"""What is kept of a deadline: a change counts it, and a new one is known since its letter was archived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from worker.records.tables import deadlines, mails, messages, sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from worker.deadlines.standing import Standing

TOLD = ("entry_id", "kind", "due_at", "phrase", "awaited", "snoozed_until")


def told(standing: Standing) -> dict[str, object]:
    """Give what is kept of a deadline."""
    return {
        "entry_id": standing.entry,
        "kind": standing.kind.value,
        "due_at": standing.due_at,
        "phrase": standing.phrase,
        "awaited": standing.waiting and not standing.ours,
        "snoozed_until": standing.snoozed_until,
    }


def differs(row: Mapping[str, object], known: Row[*tuple[Any, ...]]) -> bool:
    """Tell whether a deadline is not what is kept of it."""
    return any(row[name] != getattr(known, name) for name in TOLD)


def change(connection: Connection, rows: Mapping[str, Mapping[str, object]]) -> None:
    """Write what changed of deadlines, and count it."""
    if rows:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in TOLD}
        values["sequence"] = deadlines.c.sequence + 1
        connection.execute(
            update(deadlines).where(deadlines.c.id == bindparam("deadline")).values(values),
            [{f"new_{name}": value for name, value in row.items()} | {"deadline": id_} for id_, row in rows.items()],
        )


def add(connection: Connection, rows: Mapping[str, Mapping[str, object]]) -> None:
    """Write deadlines that are new, known since the first mail with their letter was archived."""
    if not rows:
        return
    archived: dict[object, datetime] = {}
    brought = (
        select(sources.c.entry_id, mails.c.archived_at)
        .join(messages, messages.c.id == sources.c.message_id)
        .join(mails, mails.c.id == messages.c.mail_id)
        .where(sources.c.entry_id.in_({row["entry_id"] for row in rows.values()}))
    )
    for entry, at in connection.execute(brought):
        archived[entry] = min(at, archived.get(entry, at))
    new = [{**row, "id": id_, "sequence": 0, "known_at": archived[row["entry_id"]]} for id_, row in rows.items()]
    connection.execute(insert(deadlines), new)
