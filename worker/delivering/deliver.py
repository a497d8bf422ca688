"""Deliver the outbox: at least once, always with the same Message-ID; what has become moot is not sent."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import timedelta
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING, assert_never

from worker.delivering.drawn_up import TOGETHER, attempted
from worker.delivering.note import note
from worker.delivering.rate import portion
from worker.delivering.sending import sending
from worker.delivering.shelf import Shelf
from worker.delivering.verdict import Broken, Later, Moot
from worker.notices.notice import Notice
from worker.records import outbox
from worker.records.database import reading, writing
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from worker.delivering.drawn_up import Drawn
    from worker.delivering.occasion import Occasion
    from worker.records.database import Connection, Engine
    from worker.records.outbox import Outgoing

AT_ONCE = 10  # notices on one connection
LEASE = timedelta(minutes=15)
WITHIN = LEASE / 3  # then a batch begins no further notice: who is slow makes nothing doubtful
MOST = 1000  # notices that are told in one
HOUR = timedelta(hours=1)
CROWDED = timedelta(minutes=10)  # until it is looked again whether the hour has room


def deliver(engine: Engine, occasion: Occasion) -> Counter[str]:
    """Send what is due, and count what became of it; any number of workers may do so at once."""
    became: Counter[str] = Counter()
    began_at, shelf = monotonic(), Shelf(occasion)
    while rows := leased(engine, occasion, timedelta(seconds=monotonic() - began_at)):
        became.update(delivered(engine, rows, shelf))
    return became


def delivered(engine: Engine, rows: Sequence[Outgoing], shelf: Shelf) -> Iterator[str]:
    """Send what was leased, and yield what became of it in words; what there is no time for waits for the next."""
    occasion, ends_at = shelf.occasion, monotonic() + WITHIN.total_seconds()
    told = drawn(engine, rows, shelf, ends_at)
    with writing(engine) as connection:
        laid = [laid_by(connection, row, what) for row, what in told]
        put_back(connection, rows[len(told) :])
    yield from filter(None, laid)
    notices = {row.id: (row, what) for row, what in told if isinstance(what, Notice)}
    with closing(sending([*notices.values()], occasion)) as outcomes:
        for row, outcome in outcomes:
            del notices[row.id]
            with writing(engine) as connection:
                became = note(connection, row, outcome, occasion.now)
            yield became
            if monotonic() > ends_at:
                break
    if notices:
        with writing(engine) as connection:
            put_back(connection, [row for row, _ in notices.values()])


def drawn(engine: Engine, rows: Sequence[Outgoing], shelf: Shelf, ends_at: float) -> list[tuple[Outgoing, Drawn]]:
    """Draw up rows in order, one at least, and no more once the time is over that a batch has.

    Who is stopped meanwhile has sent nothing yet: only the row in hand is left to its lease, it may be the cause.
    """
    told: list[tuple[Outgoing, Drawn]] = []
    try:
        with reading(engine) as connection:
            shelf.opened(connection).fetch(row.slug for row in rows if row.slug)
            for row in rows:
                told.append((row, attempted(shelf, row)))
                if monotonic() > ends_at:
                    break
    except BaseException:
        with writing(engine) as connection:
            put_back(connection, [*rows[: len(told)], *rows[len(told) + 1 :]])
        raise
    return told


def laid_by(connection: Connection, row: Outgoing, what: Drawn) -> str:
    """Note what is not sent now, and say what became of it in a word; "" for what is sent, or told later."""
    match what:
        case Notice():
            return ""
        case Moot():
            outbox.moot(connection, row.id, why=what.why)
            return "moot"
        case Later():
            outbox.postponed(connection, row.id, until=what.until)
            return ""
        case Broken():
            outbox.failed(connection, row.id, why=what.why)
            return "failed"
        case _:
            assert_never(what)


def put_back(connection: Connection, rows: Iterable[Outgoing]) -> None:
    """Let rows be taken anew whose sending was not begun; a lease that ran out would make them doubtful."""
    for row in rows:
        outbox.postponed(connection, row.id, until=row.not_before)


def leased(engine: Engine, occasion: Occasion, since: timedelta) -> tuple[Outgoing, ...]:
    """Take the next few that are due and that the hour has room for; nobody else has them meanwhile.

    ``since`` is the time that delivering took so far: a lease counts from when it is taken.
    """
    now = occasion.now
    with writing(engine) as connection:
        while rows := outbox.lease(connection, now=now, until=now + since + LEASE, limit=AT_ONCE):
            if fit := tuple(fitting(connection, rows, occasion)):
                return fit
    return ()


def fitting(connection: Connection, rows: Sequence[Outgoing], occasion: Occasion) -> Iterator[Outgoing]:
    """Yield those that may go out singly now; the others are told together, or later."""
    now, bureau = occasion.now, occasion.bureau
    for (recipient, channel), of_person in groupby(sorted(rows, key=reached), key=reached):
        leased = tuple(of_person)
        sent = outbox.sent_since(connection, recipient, channel, now - HOUR) - len(leased)
        more = outbox.due(connection, recipient, channel, now)
        parts = portion(leased, more=len(more), sent=sent, per_hour=bureau.per_hour)
        yield from parts.singly
        for row in parts.later:
            outbox.postponed(connection, row.id, until=now + CROWDED)
        if parts.together:
            ids = [*(row.id for row in parts.together), *more]
            join(connection, ids[:MOST], (recipient, channel), occasion)


def reached(row: Outgoing) -> tuple[str, str]:
    """Give who is reached by what."""
    return row.recipient, row.channel


def join(connection: Connection, ids: Sequence[int], to: tuple[str, str], occasion: Occasion) -> None:
    """Let several be told in one; of one that told several already, it tells each of those."""
    recipient, channel = to
    rows = outbox.chosen(connection, ids)
    of = [id_ for row in rows for id_ in (row.about["of"] if row.kind == TOGETHER else (row.id,))]
    draft = Draft(
        key=f"{TOGETHER}:{ids[0]}", kind=TOGETHER, slug="", recipient=recipient, channel=channel, about={"of": of},
        not_before=occasion.now,
    )  # fmt: skip
    outbox.write(connection, [draft], domain=occasion.bureau.domain, at=occasion.now)
    outbox.together(connection, ids)
