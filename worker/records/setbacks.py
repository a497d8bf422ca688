"""Records whose deadlines can't be derived for an error of ours: each waits a while, and the others go on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from worker.records import pulses

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

MARK = "unsettled:"
PAUSE = timedelta(hours=1)


def waiting(connection: Connection, now: datetime) -> frozenset[str]:
    """Give the slugs of the records that are not worth another try yet."""
    return frozenset(slug for slug, pulse in pulses.marked(connection, MARK).items() if now < pulse.at + PAUSE)


def note(connection: Connection, slug: str, at: datetime, why: str) -> None:
    """Note that the deadlines of a record can't be derived."""
    pulses.note(connection, f"{MARK}{slug}", at, why)


def over(connection: Connection, slug: str) -> None:
    """Note that they can."""
    pulses.forget(connection, f"{MARK}{slug}")
