"""Mail comes in: archived first, then read from the archive, then placed with all that is known, and filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from worker.errors import Malformed
from worker.mail.read import read
from worker.records import archive, filing, journal, readings
from worker.records.copies import copies
from worker.records.database import reading, writing
from worker.records.status import Status
from worker.records.turn import turn
from worker.threads.place import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from worker.mail.newsroom import Newsroom
    from worker.mail.raw import RawMessage
    from worker.mail.read import Reading
    from worker.records.database import Connection, Engine
    from worker.records.readings import Unread

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a run came to: mails that were new or known to the archive, and what became of those that waited."""

    new: int = 0
    known: int = 0
    filed: int = 0
    held: int = 0
    ignored: int = 0
    failed: int = 0


def quiet(_mails: int) -> None:
    """Tell nobody how far it is."""


def receive(
    engine: Engine,
    raws: Iterable[RawMessage],
    newsroom: Newsroom,
    *,
    now: datetime,
    progress: Callable[[int], None] = quiet,
) -> Received:
    """Take mail in, each once; ``progress`` hears how many mails each batch was.

    It can be interrupted at any moment and repeated: what is archived is finished by the next run.
    """
    new = known = 0
    waiting = waiting_in(engine)
    for batch in archive.batches(raws):
        with writing(engine) as connection:
            stored = archive.store(connection, batch, now=now)
        new, known = new + len(stored.new), known + stored.known
        waiting |= waiting_in(engine)
        read_waiting(engine, newsroom)
        progress(len(batch))
    return finish(engine, newsroom, waiting, now=now, new=new, known=known)


def resume(engine: Engine, newsroom: Newsroom, *, now: datetime, progress: Callable[[int], None] = quiet) -> Received:
    """Read and file what is archived and waits; ``progress`` hears how many mails each batch was."""
    return finish(engine, newsroom, waiting_in(engine), now=now, progress=progress)


def reparse(
    engine: Engine,
    newsroom: Newsroom,
    *,
    now: datetime,
    slug: str | None = None,
    progress: Callable[[int], None] = quiet,
) -> Received:
    """Derive everything, or one record, again from the archived octets; what people decided stays."""
    with turn(engine), writing(engine) as connection:
        readings.mark_unread(connection, slug)
    return resume(engine, newsroom, now=now, progress=progress)


def refile(engine: Engine, *, now: datetime) -> None:
    """Place every message anew with what is known and decided."""
    decide(engine, lambda _connection: None, now=now)


def decide(engine: Engine, decision: Callable[[Connection], T], *, now: datetime) -> T:
    """Take a person's decision and let the ledger follow it: both are committed, or neither."""
    with turn(engine), writing(engine) as connection:
        taken = decision(connection)
        every, decided = copies(connection), journal.decided(connection)
        ledger = place(every, decided.directory)
        filing.file(connection, ledger, every, decided, at=now, automatic=False)
    return taken


def finish(  # noqa: PLR0913 - what the run came to so far
    engine: Engine,
    newsroom: Newsroom,
    waiting: frozenset[str],
    *,
    now: datetime,
    new: int = 0,
    known: int = 0,
    progress: Callable[[int], None] = quiet,
) -> Received:
    """Read and file all that waits, and tell what became of it."""
    if not waiting:
        return Received(new=new, known=known)
    read_waiting(engine, newsroom, progress)
    file_read(engine, now)
    with reading(engine) as connection:
        of_status = archive.states(connection, waiting)
    return Received(
        new=new,
        known=known,
        filed=of_status[Status.FILED],
        held=of_status[Status.HELD],
        ignored=of_status[Status.IGNORED],
        failed=of_status[Status.FAILED],
    )


def waiting_in(engine: Engine) -> frozenset[str]:
    """Give the digests of the mails that wait to be read or filed."""
    with reading(engine) as connection:
        return frozenset(archive.pending(connection))


def read_waiting(engine: Engine, newsroom: Newsroom, progress: Callable[[int], None] = quiet) -> None:
    """Read what waits from its archived octets, a batch in each transaction."""
    while True:
        with turn(engine):
            batch = read_next(engine, newsroom)
        if not batch:
            return
        progress(batch)


def read_next(engine: Engine, newsroom: Newsroom) -> int:
    """Read the next batch and give its size; the attempt is committed first, so that a crash of the process counts."""
    with writing(engine) as connection:
        batch = readings.next_unread(connection)
        if batch and batch[0].attempts >= readings.MOST_ATTEMPTS:
            readings.set_aside(connection, [(unread, "reading it stopped the program") for unread in batch])
            return len(batch)
        readings.begin(connection, batch)
        octets = readings.octets_of(connection, batch)
    try:
        read_mails, failures = read_each(batch, octets, newsroom)
        with writing(engine) as connection:
            readings.keep(connection, read_mails, newsroom)
            readings.set_aside(connection, failures)
    except BaseException:
        with writing(engine) as connection:
            readings.take_back(connection, batch)
        raise
    return len(batch)


def read_each(
    batch: Sequence[Unread], octets: Mapping[int, bytes], newsroom: Newsroom
) -> tuple[list[tuple[Unread, Reading]], list[tuple[Unread, str]]]:
    """Read mails, and tell which could not be and why."""
    read_mails: list[tuple[Unread, Reading]] = []
    failures: list[tuple[Unread, str]] = []
    for unread in batch:
        try:
            read_mails.append((unread, read(octets[unread.id], newsroom, trusted=unread.trusted)))
        except Malformed as error:
            failures.append((unread, str(error)))
        except Exception as error:  # noqa: BLE001 - an error in reading one mail must not keep the others waiting
            failures.append((unread, f"{type(error).__name__}: {error}"))
    return read_mails, failures


def file_read(engine: Engine, now: datetime) -> None:
    """Place every message with what is known of all, and file the difference; the database is locked to write only."""
    with turn(engine):
        with reading(engine) as connection:
            every, decided = copies(connection), journal.decided(connection)
        ledger = place(every, decided.directory)
        with writing(engine) as connection:
            filing.file(connection, ledger, every, decided, at=now, automatic=True)
