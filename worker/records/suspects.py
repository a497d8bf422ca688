"""Mails that were being fetched when the connection ended: one of them may be why, and keeps the others waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from worker.records import tables

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

TABLE = tables.suspects


def suspects(connection: Connection, mailbox: str, uidvalidity: int) -> dict[int, int]:
    """Give the uids of a folder that are suspect, and how often each was present; those most often come last."""
    chosen = select(TABLE.c.uid, TABLE.c.cuts).where(*folder(mailbox, uidvalidity))
    return {row.uid: row.cuts for row in connection.execute(chosen.order_by(TABLE.c.cuts, TABLE.c.uid))}


def suspect(connection: Connection, mailbox: str, uidvalidity: int, uids: Collection[int]) -> None:
    """Note that the connection ended while these mails were being fetched."""
    here = (*folder(mailbox, uidvalidity), TABLE.c.uid.in_(uids))
    cuts = {row.uid: row.cuts for row in connection.execute(select(TABLE.c.uid, TABLE.c.cuts).where(*here))}
    connection.execute(delete(TABLE).where(*here))
    place = {"mailbox": mailbox, "uidvalidity": uidvalidity}
    connection.execute(insert(TABLE), [{**place, "uid": uid, "cuts": cuts.get(uid, 0) + 1} for uid in uids])


def clear(connection: Connection, mailbox: str, uidvalidity: int, uid: int) -> None:
    """Note that a mail was fetched, or is gone."""
    connection.execute(delete(TABLE).where(*folder(mailbox, uidvalidity), TABLE.c.uid == uid))


def folder(mailbox: str, uidvalidity: int) -> tuple[ColumnElement[bool], ...]:
    """Choose the suspects of a folder."""
    return TABLE.c.mailbox == mailbox, TABLE.c.uidvalidity == uidvalidity
