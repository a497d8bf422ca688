"""Where a mail was met, and when it was received and archived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.records.tables import mails

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a mail came into the archive; ``trusted`` says that it lay where only we put mail."""

    sha256: str
    size: int
    mailbox: str
    name: str  # the file, where there was one
    received_at: datetime | None
    archived_at: datetime
    trusted: bool
    imported: bool


def provenance(connection: Connection, digest: str) -> Provenance:
    """Tell how one archived mail came in."""
    chosen = select(
        *mails.c["sha256", "size", "mailbox", "name", "internal_date", "archived_at", "trusted", "imported"]
    )
    row = connection.execute(chosen.where(mails.c.sha256 == digest)).one()
    return Provenance(
        sha256=row.sha256,
        size=row.size,
        mailbox=row.mailbox,
        name=row.name,
        received_at=row.internal_date,
        archived_at=row.archived_at,
        trusted=row.trusted,
        imported=row.imported,
    )
