"""Where mail lies on its servers, and how far each folder is polled (RFC 9051 2.3.1).

``mailbox`` is a folder of an account, by one name for both; a uid counts within its uidvalidity only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from worker.records.tables import cursors, places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a folder is polled: up to ``uid`` all mail is archived or gone, up to ``marked`` marked on the server."""

    uidvalidity: int
    uid: int = 0
    marked: int = 0
    checked_at: datetime | None = None


def cursor(connection: Connection, mailbox: str, uidvalidity: int) -> Cursor:
    """Give how far a folder is polled; from the beginning where its uids count anew."""
    row = connection.execute(select(cursors).where(cursors.c.mailbox == mailbox)).first()
    if row is None or row.uidvalidity != uidvalidity:
        return Cursor(uidvalidity=uidvalidity)
    return Cursor(uidvalidity=uidvalidity, uid=row.uid, marked=row.marked, checked_at=row.checked_at)


def advance(connection: Connection, mailbox: str, reached: Cursor) -> None:
    """Move the cursor of a folder forward, never back: another process may have come further."""
    before = cursor(connection, mailbox, reached.uidvalidity)
    after = replace(
        reached,
        uid=max(before.uid, reached.uid),
        marked=max(before.marked, reached.marked),
        checked_at=reached.checked_at or before.checked_at,
    )
    if after != before:
        connection.execute(delete(cursors).where(cursors.c.mailbox == mailbox))
        connection.execute(
            insert(cursors).values(
                mailbox=mailbox,
                uidvalidity=after.uidvalidity,
                uid=after.uid,
                marked=after.marked,
                checked_at=after.checked_at,
            )
        )


def uids(
    connection: Connection, mailbox: str, uidvalidity: int, *, first: int = 1, last: int | None = None
) -> frozenset[int]:
    """Give the uids of a folder whose mails are archived, of those from the first to the last."""
    within = [*folder(mailbox, uidvalidity), places.c.uid >= first]
    if last is not None:
        within.append(places.c.uid <= last)
    return frozenset(connection.execute(select(places.c.uid).where(*within)).scalars())


def known(connection: Connection, mailbox: str, uidvalidity: int) -> int:
    """Count the mails of a folder that are archived."""
    counted = select(func.count()).select_from(places).where(*folder(mailbox, uidvalidity))
    return connection.execute(counted).scalar() or 0


def folder(mailbox: str, uidvalidity: int) -> tuple[ColumnElement[bool], ...]:
    """Choose the places of a folder."""
    return places.c.mailbox == mailbox, places.c.uidvalidity == uidvalidity


def remember(connection: Connection, seen: Mapping[tuple[str, int, int], int]) -> None:
    """Note where mails lie: (mailbox, uidvalidity, uid) → the id of the mail."""
    for mailbox, uidvalidity in {place[:2] for place in seen}:
        here = {place[2]: id_ for place, id_ in seen.items() if place[:2] == (mailbox, uidvalidity)}
        noted = uids(connection, mailbox, uidvalidity, first=min(here), last=max(here))
        rows = [
            {"mailbox": mailbox, "uidvalidity": uidvalidity, "uid": uid, "mail_id": id_}
            for uid, id_ in here.items()
            if uid not in noted
        ]
        if rows:
            connection.execute(insert(places), rows)


def forget(connection: Connection, mailbox: str, uidvalidity: int, *, uidnext: int) -> None:
    """Forget what stood from ``uidnext`` on: a server that was set back gives those uids to other mails."""
    connection.execute(delete(places).where(*folder(mailbox, uidvalidity), places.c.uid >= uidnext))
    connection.execute(delete(cursors).where(cursors.c.mailbox == mailbox))
