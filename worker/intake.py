"""Mail comes in: archived first, then read from the archive, then placed with all that is known, and filed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
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

LONGEST_REASON = 200


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
    of_status = file_waiting(engine, now)
    return Received(
        filed=of_status[Status.FILED],
        held=of_status[Status.HELD],
        ignored=of_status[Status.IGNORED],
        failed=failed,
    )


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


def read_waiting(engine: Engine, newsroom: Newsroom, progress: Callable[[int], None] = quiet) -> int:
    """Read what waits from its archived octets, a batch in each transaction, and count what could not be read."""
    failed = 0
    while waits(engine):
        with turn(engine):
            done, failures = read_next(engine, newsroom)
        failed += failures
        progress(done)
    return failed


def waits(engine: Engine) -> bool:
    """Tell whether any mail is still to be read, without keeping others from writing."""
    with reading(engine) as connection:
        return bool(readings.next_unread(connection))


def read_next(engine: Engine, newsroom: Newsroom) -> tuple[int, int]:
    """Read the next batch; give its size and how many of it could not be read.

    The attempt is committed before the first mail is read, so that a crash of the process counts.
    """
    with writing(engine) as connection:
        batch = readings.next_unread(connection)
        if batch and batch[0].attempts >= readings.MOST_ATTEMPTS:
            readings.set_aside(connection, [(unread, "reading it stopped the program") for unread in batch])
            return len(batch), len(batch)
        readings.begin(connection, batch)
        octets = readings.octets_of(connection, batch)
    try:
        read_mails, failures = read_each(batch, octets, newsroom)
        with writing(engine) as connection:
            readings.keep(connection, read_mails, newsroom)
            readings.set_aside(connection, failures)
    except BaseException:
        # Whatever stopped it in order (Ctrl-C, a full disk) is no fault of these mails.
        with writing(engine) as connection:
            readings.take_back(connection, batch)
        raise
    return len(batch), len(failures)


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
            failures.append((unread, in_a_line(str(error))))
        except Exception as error:  # noqa: BLE001 - an error in reading one mail must not keep the others waiting
            failures.append((unread, in_a_line(f"{type(error).__name__}: {error}")))
    return read_mails, failures


def in_a_line(words: str) -> str:
    """Give what an error says in one line of bounded length."""
    return " ".join(words[:LONGEST_REASON].split())


def file_waiting(engine: Engine, now: datetime) -> Counter[str]:
    """Place every message anew where mail waits for it, file the difference, and count what became of what waited."""
    with turn(engine):
        with reading(engine) as connection:
            waiting = archive.pending(connection)
            if not waiting and not filing.outdated(connection):
                return Counter()
            every, decided = copies(connection), journal.decided(connection)
        # Nothing is locked while placing: mail can be archived meanwhile, and only who has the turn reads or files.
        ledger = place(every, decided.directory)
        with writing(engine) as connection:
            filing.file(connection, ledger, every, decided, at=now, automatic=True)
            return archive.states(connection, waiting)
