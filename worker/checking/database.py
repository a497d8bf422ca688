"""The database: how it stands, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, works, wrong

if TYPE_CHECKING:
    from worker.records.trial import Database

NAME = "database"
MEGABYTE = 1 << 20
LITTLE = 1024 * MEGABYTE
TOO_LITTLE = 64 * MEGABYTE


def told(database: Database) -> Finding:
    """Say how the database stands."""
    seen = f"{database.place} is up to date, {database.mails:,} {'mail' if database.mails == 1 else 'mails'} archived"
    if not database.lasting:
        return beware(NAME, f"{database.place} lies in memory only, gone with the program: write sqlite:///FILE")
    if database.busy:
        return works(NAME, f"{seen}; another process writes to it now")
    if database.free is None:
        return works(NAME, f"{seen}, writable")
    free = f"{database.free // MEGABYTE:,} MB free on its disk"
    if database.free < TOO_LITTLE:
        return wrong(NAME, f"{database.place}: only {free}: make room, or no more mail can be archived")
    if database.free < LITTLE:
        return beware(NAME, f"{seen}, writable; only {free}: make room")
    return works(NAME, f"{seen}, writable, {free}")
