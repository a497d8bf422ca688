"""Signs of life: when each part of the service last did its work, and what it said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from worker.records import tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """The last sign of life of a part."""

    at: datetime
    detail: str


def note(connection: Connection, role: str, at: datetime, detail: str = "") -> None:
    """Note that a part is alive, instead of what was noted of it before."""
    forget(connection, role)
    connection.execute(insert(tables.pulses).values(role=role, at=at, detail=detail))


def forget(connection: Connection, role: str) -> None:
    """Let what was noted of a part be over."""
    connection.execute(delete(tables.pulses).where(tables.pulses.c.role == role))


def marked(connection: Connection, mark: str) -> Mapping[str, Pulse]:
    """Give what was noted under a mark, by what follows it in the role."""
    noted = pulses(connection).items()
    return {role.removeprefix(mark): pulse for role, pulse in noted if role.startswith(mark)}


def pulses(connection: Connection) -> Mapping[str, Pulse]:
    """Give the last sign of life of each part, by its role."""
    rows = connection.execute(select(tables.pulses).order_by(tables.pulses.c.role))
    return {row.role: Pulse(at=row.at, detail=row.detail) for row in rows}
