"""A decision about the public: a line of the journal, which the pages it is about follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.records import freshness, journal
from worker.records.line import Kind, Line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


def decide(  # noqa: PLR0913 - the same
    connection: Connection, kind: Kind, detail: Mapping[str, Any], *, who: str, at: datetime, why: str
) -> int:
    """Write a decision, and let the pages it is about be rendered again."""
    id_ = journal.record(connection, kind, detail, who=who, at=at, why=why)
    freshness.follow(connection, Line(id=id_, at=at, who=who, kind=kind, detail=detail, why=why))
    return id_
