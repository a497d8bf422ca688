"""Mailboxes that could not be polled: how often in a row, why, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from worker.records import pulses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

MARK = "trouble:"
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a mailbox can't be polled, since so many tries."""

    at: datetime
    tries: int
    why: str

    @property
    def again_at(self) -> datetime:
        """When it is worth another try: a wrong password tried too often locks the mailbox."""
        pause: timedelta = SHORTEST * 2 ** min(self.tries - 1, 10)
        return self.at + min(pause, LONGEST)


def troubles(connection: Connection) -> Mapping[str, Trouble]:
    """Give the mailboxes that could not be polled the last time, by name."""
    found = {}
    for mailbox, pulse in pulses.marked(connection, MARK).items():
        tries, _, why = pulse.detail.partition(" ")
        found[mailbox] = Trouble(at=pulse.at, tries=int(tries), why=why)
    return found


def note(connection: Connection, mailbox: str, at: datetime, why: str) -> None:
    """Note that a mailbox could not be polled, once more."""
    before = troubles(connection).get(mailbox)
    pulses.note(connection, f"{MARK}{mailbox}", at, f"{before.tries + 1 if before else 1} {why}")


def over(connection: Connection, mailbox: str) -> None:
    """Note that a mailbox can be polled."""
    pulses.forget(connection, f"{MARK}{mailbox}")
