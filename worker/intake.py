"""Mail comes in: archived first, then read from the archive, then placed with all that is known, and filed."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from worker.reading import quiet, read_waiting
from worker.records import archive, filing, journal, readings, waiting
from worker.records.copies import copies
from worker.records.database import reading, writing
from worker.records.status import Status
from worker.records.turn import turn
from worker.threads.place import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from worker.mail.newsroom import Newsroom
    from worker.mail.raw import RawMessage
    from worker.records.database import Connection, Engine

T = TypeVar("T")
log = logging.getLogger(__name__)

DIGITS = 10  # of a mail's sha256 in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a run came to: mails that were new or known to the archive, and what became of those that waited."""

    new: int = 0
    known: int = 0
    filed: int = 0
    held: int = 0
    ignored: int = 0
    failed: int = 0


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
    new = known = failed = 0
    for batch in archive.batches(raws):
        with writing(engine) as connection:
            stored = archive.store(connection, batch, now=now)
        new, known = new + len(stored.new), known + stored.known
        failed += read_waiting(engine, newsroom)
        progress(len(batch))
    done = resume(engine, newsroom, now=now)
    return replace(done, new=new, known=known, failed=done.failed + failed)


def resume(engine: Engine, newsroom: Newsroom, *, now: datetime, progress: Callable[[int], None] = quiet) -> Received:
    """Read and file what is archived and waits; ``progress`` hears how many mails each batch was."""
    failed = read_waiting(engine, newsroom, progress)
    return file_waiting(engine, now, failed=failed)


def take(engine: Engine, mails: Sequence[str], newsroom: Newsroom, *, now: datetime) -> Received:
    """Read these mails of the archive; unless others are still being read, file all that waits for it."""
    failed = read_waiting(engine, newsroom, chosen=mails)
    with reading(engine) as connection:
        more = waiting.unread(connection)
    return Received(failed=failed) if more else file_waiting(engine, now, failed=failed)


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


def decide(engine: Engine, decision: Callable[[Connection], T], *, now: datetime) -> T:
    """Take a person's decision and let the ledger follow it: both are committed, or neither.

    What is said of a deadline places no letter anew.
    """
    with turn(engine), writing(engine) as connection:
        before = journal.decided(connection)
        taken = decision(connection)
        decided = journal.decided(connection)
        if (decided.directory, decided.confirmed) == (before.directory, before.confirmed):
            return taken
        every = copies(connection)
        ledger = place(every, decided.directory)
        filing.file(connection, ledger, every, decided, at=now, automatic=False)
    return taken


def file_waiting(engine: Engine, now: datetime, *, failed: int = 0) -> Received:
    """Place every message anew where mail that is read waits for it, and file the difference."""
    with turn(engine) as still_ours:
        with reading(engine) as connection:
            mails = archive.read(connection)
            if not mails and not filing.outdated(connection):
                return Received(failed=failed)
            every, decided = copies(connection), journal.decided(connection)
        # Nothing is locked while placing: mail can be archived and read meanwhile, only nobody else files.
        ledger = place(every, decided.directory)
        with writing(engine) as connection:
            filing.file(connection, ledger, every, decided, at=now, automatic=True)
            became = archive.states(connection, mails)
            still_ours()
    for mail in mails:
        log.info("%s mail=%s", became[mail], mail[:DIGITS])
    counted = Counter(became.values())
    return Received(
        filed=counted[Status.FILED], held=counted[Status.HELD], ignored=counted[Status.IGNORED], failed=failed
    )
