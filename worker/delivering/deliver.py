"""Deliver the outbox: at least once, always with the same Message-ID; what has become moot is not sent."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from worker.delivering.drawn_up import Drawn, drawn_up
from worker.delivering.rate import portion
from worker.delivering.sending import sending
from worker.delivering.verdict import Broken, Later, Moot
from worker.errors import Transient
from worker.notices.notice import Notice
from worker.notices.outcome import Again, InDoubt, Refused, Sent
from worker.records import outbox
from worker.records.database import reading, writing
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from worker.delivering.occasion import Occasion
    from worker.notices.outcome import Outcome
    from worker.records.database import Connection, Engine
    from worker.records.outbox import Outgoing

log = logging.getLogger(__name__)

AT_ONCE = 10  # notices on one connection
LEASE = timedelta(minutes=15)  # longer than a slow server can take over as many
HOUR = timedelta(hours=1)
CROWDED = timedelta(minutes=10)  # until it is looked again whether the hour has room
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=4)  # between two attempts
DOUBLED = 8  # times that the shortest is doubled at most
PATIENCE = timedelta(days=3)  # then a person is asked to look


def deliver(engine: Engine, occasion: Occasion) -> Counter[str]:
    """Send what is due, and count what became of it; any number of workers may do so at once."""
    became: Counter[str] = Counter()
    while rows := leased(engine, occasion):
        drawn: list[tuple[Outgoing, Notice]] = []
        with reading(engine) as connection:
            told = [(row, attempted(connection, row, occasion)) for row in rows]
        with writing(engine) as connection:
            for row, what in told:
                match what:
                    case Notice():
                        drawn.append((row, what))
                    case Moot():
                        outbox.moot(connection, row.id, why=what.why)
                        became["moot"] += 1
                    case Later():
                        outbox.postponed(connection, row.id, until=what.until)
                    case Broken():
                        outbox.failed(connection, row.id, why=what.why)
                        became["failed"] += 1
                    case _:
                        assert_never(what)
        for row, outcome in sending(drawn, occasion):
            with writing(engine) as connection:
                became[note(connection, row, outcome, occasion.now)] += 1
    return became


def attempted(connection: Connection, row: Outgoing, occasion: Occasion) -> Drawn | Broken:
    """Draw up a row; an error of ours in one must not keep the others waiting, and is told to a person."""
    try:
        return drawn_up(connection, row, occasion)
    except (Transient, OSError):
        raise
    except Exception as error:
        log.exception("a notice can't be drawn up: notice=%s", row.id)
        return Broken(f"it can't be drawn up: {type(error).__name__}: {error}")


def leased(engine: Engine, occasion: Occasion) -> tuple[Outgoing, ...]:
    """Take the next few that are due and that the hour has room for; nobody else has them meanwhile."""
    now = occasion.now
    with writing(engine) as connection:
        while rows := outbox.lease(connection, now=now, until=now + LEASE, limit=AT_ONCE):
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
            join(connection, [*(row.id for row in parts.together), *more], (recipient, channel), occasion)


def reached(row: Outgoing) -> tuple[str, str]:
    """Give who is reached by what."""
    return row.recipient, row.channel


def join(connection: Connection, ids: Sequence[int], to: tuple[str, str], occasion: Occasion) -> None:
    """Let several be told in one."""
    recipient, channel = to
    draft = Draft(
        key=f"together:{ids[0]}", kind="together", slug="", recipient=recipient, channel=channel, about={"of": ids},
        not_before=occasion.now,
    )  # fmt: skip
    outbox.write(connection, [draft], domain=occasion.bureau.domain, at=occasion.now)
    outbox.together(connection, ids)


def note(connection: Connection, row: Outgoing, outcome: Outcome, now: datetime) -> str:
    """Note what became of a notice that was handed to a server, and say it in a word."""
    match outcome:
        case Sent():
            outbox.sent(connection, row.id, at=now)
            said = "sent"
        case Again() if now - row.written_at > PATIENCE:
            outbox.failed(connection, row.id, why=f"given up after {PATIENCE.days} days: {outcome.why}")
            said = "failed"
        case Again():
            outbox.again(connection, row.id, until=now + pause(row), why=outcome.why)
            said = "to be tried again"
        case Refused():
            outbox.failed(connection, row.id, why=outcome.why)
            said = "failed"
        case InDoubt():
            outbox.in_doubt(connection, row.id, until=now + SHORTEST, why=outcome.why)
            said = "in doubt"
        case _:
            assert_never(outcome)
    log.log(
        logging.INFO if isinstance(outcome, Sent) else logging.WARNING,
        "%s %s notice=%s%s", row.kind, said, row.id, "" if isinstance(outcome, Sent) else f": {outcome.why}",
    )  # fmt: skip
    return said


def pause(row: Outgoing) -> timedelta:
    """Give how long to wait until the next attempt: twice as long each time, and not for all at one moment."""
    spread = timedelta(seconds=int(row.token[:4], 16) % 30)
    longer: timedelta = SHORTEST * int(2 ** min(row.attempts, DOUBLED))
    return min(longer, LONGEST) + spread
