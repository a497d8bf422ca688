"""Archived mail is read: by several at once, each with a batch of its own in hand."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from worker.errors import Malformed
from worker.mail.read import read
from worker.records import readings, waiting
from worker.records.database import reading, writing
from worker.records.readers import reader
from worker.records.turn import turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from worker.mail.newsroom import Newsroom
    from worker.mail.read import Reading
    from worker.records.database import Engine
    from worker.records.waiting import Unread

LONGEST_REASON = 200


def quiet(_mails: int) -> None:
    """Tell nobody how far it is."""


def read_waiting(
    engine: Engine, newsroom: Newsroom, progress: Callable[[int], None] = quiet, chosen: Sequence[str] = ()
) -> int:
    """Read what waits from its archived octets, a batch in each transaction, and count what could not be read.

    Several may do so at once, each with batches of its own.
    """
    failed = 0
    while waits(engine, chosen):
        done, failures = read_next(engine, newsroom, chosen)
        failed += failures
        progress(done)
    return failed


def waits(engine: Engine, chosen: Sequence[str] = ()) -> bool:
    """Tell whether any mail is still to be read, without keeping others from writing."""
    with reading(engine) as connection:
        return bool(waiting.next_unread(connection, chosen))


def read_next(engine: Engine, newsroom: Newsroom, chosen: Sequence[str] = ()) -> tuple[int, int]:
    """Read the next batch; give its size and how many of it could not be read.

    The attempt is committed before the first mail is read, so that a crash of the process counts.
    """
    with reader(engine) as number:
        with writing(engine) as connection:
            batch = waiting.next_unread(connection, chosen)
            if batch and batch[0].attempts >= waiting.MOST_ATTEMPTS:
                readings.set_aside(connection, [(unread, "reading it stopped the program") for unread in batch])
                return len(batch), len(batch)
            waiting.begin(connection, batch, number)
            octets = waiting.octets_of(connection, batch)
        try:
            read_mails, failures = read_each(batch, octets, newsroom)
            keep(engine, read_mails, failures, newsroom, number)
        except BaseException:
            # Whatever stopped it in order (Ctrl-C, a full disk) is no fault of these mails.
            with writing(engine) as connection:
                waiting.take_back(connection, batch, number)
            raise
    return len(batch), len(failures)


def keep(
    engine: Engine,
    read_mails: Sequence[tuple[Unread, Reading]],
    failures: Sequence[tuple[Unread, str]],
    newsroom: Newsroom,
    number: int,
) -> None:
    """Keep what was read, but of mails that are to be read anew since."""
    batch = [unread for unread, _ in (*read_mails, *failures)]
    # What was read before may stand on a record: nobody must file while it changes.
    anew = any(unread.reader is not None for unread in batch)
    with turn(engine) if anew else nullcontext(), writing(engine) as connection:
        ours = waiting.in_hand(connection, batch, number)
        readings.keep(connection, [r for r in read_mails if r[0].id in ours], newsroom)
        readings.set_aside(connection, [f for f in failures if f[0].id in ours])


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
