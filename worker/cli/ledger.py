"""The ledger as commands open it, and words that nearly name something on it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from worker.configuration import closest
from worker.errors import Refused
from worker.records import archive, correspondences, journal
from worker.records.database import connect, reading
from worker.records.line import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.records.database import Connection, Engine
    from worker.settings import Settings


def opened(settings: Settings) -> Engine:
    """Open the database of the ledger."""
    return connect(settings.database_url)


@contextmanager
def meant(engine: Engine, *, slugs: tuple[str, ...] = (), entry: str = "", held: str = "") -> Iterator[None]:
    """Where something is refused because a word names nothing on the ledger, say which word was meant."""
    try:
        yield
    except Refused as error:
        with reading(engine) as connection:
            unknown = next(misnamed(connection, slugs, entry, held), None)
        if unknown is None:
            raise
        raise Refused(unknown) from error


def misnamed(connection: Connection, slugs: tuple[str, ...], entry: str, held: str) -> Iterator[str]:
    """Say of each word that names nothing what it may have meant."""
    records = correspondences.all(connection)
    known = [r.slug for r in records]
    for slug in slugs:
        if slug not in known:
            yield f"no record {slug!r}{nearest(slug, known)} `onrecord records` lists them"
    ids = [*(e.id for r in records for e in r.entries), *by_hand(connection)]
    if entry and entry not in ids:
        yield f"no entry {entry!r}{nearest(entry, ids)} `onrecord show SLUG` tells the id of each"
    waiting = [h.id for h in correspondences.held(connection)]
    if held and not (archived(connection, held) or any(h.startswith(held[: len(h)].lower()) for h in waiting)):
        yield f"no held mail {held!r}{nearest(held, waiting)} `onrecord held` lists them"


def by_hand(connection: Connection) -> list[str]:
    """Give the ids of the entries that no mail brought."""
    return [line.detail["entry"] for line in journal.lines(connection) if line.kind is Kind.ADD]


def archived(connection: Connection, mail: str) -> bool:
    """Tell whether a word names one archived mail."""
    try:
        return bool(archive.find(connection, mail))
    except Refused:
        return False


def nearest(word: str, known: list[str]) -> str:
    """Ask for the known word that is nearest, if any is near."""
    near = closest(word, known) or next((k for k in known if word and k.startswith(word)), "")
    return f", did you mean {near}?" if near else ";"
