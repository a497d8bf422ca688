"""What became of a notice is noted: it was sent, is tried again later, or needs a person."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from worker.notices.outcome import Again, InDoubt, Refused, Sent
from worker.records import obstacles, outbox

if TYPE_CHECKING:
    from datetime import datetime

    from worker.notices.outcome import Outcome
    from worker.records.database import Connection
    from worker.records.outbox import Outgoing

log = logging.getLogger(__name__)

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=4)  # between two attempts
DOUBLED = 8  # times that the shortest is doubled at most
HOUSE_LONGEST = timedelta(hours=1)  # the same, while something keeps all notices from leaving
PATIENCE = timedelta(days=3)  # then a person is asked to look, if it failed as often
ENOUGH = 8  # attempts of its own: of those days, something may have kept all notices from leaving


def note(connection: Connection, row: Outgoing, outcome: Outcome, now: datetime) -> str:
    """Note what became of a notice that was handed to a server, and say it in a word.

    None is given up for what befalls the whole house: it waits, or becomes moot, until a person has seen to that.
    """
    if not (isinstance(outcome, Again) and outcome.house):
        obstacles.over(connection, row.channel)
    match outcome:
        case Sent():
            outbox.sent(connection, row.id, at=now)
            said = "sent"
        case Again() if outcome.house:
            outbox.postponed(connection, row.id, until=now + stalled(connection, row, outcome, now), why=outcome.why)
            said = "to be tried again"
        case Again() if now - row.written_at > PATIENCE and row.attempts >= ENOUGH:
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


def stalled(connection: Connection, row: Outgoing, outcome: Again, now: datetime) -> timedelta:
    """Note what keeps all notices of a channel from leaving, and give how long to wait: longer the longer it stands."""
    met = obstacles.note(connection, row.channel, now, outcome.why, for_a_person=outcome.for_a_person)
    return min(max((now - met.since) / 2, 2 * SHORTEST), HOUSE_LONGEST) + spread(row)


def pause(row: Outgoing) -> timedelta:
    """Give how long to wait until the next attempt: twice as long each time."""
    longer: timedelta = SHORTEST * int(2 ** min(row.attempts, DOUBLED))
    return min(longer, LONGEST) + spread(row)


def spread(row: Outgoing) -> timedelta:
    """Give what keeps all notices from being tried again at one moment."""
    return timedelta(seconds=int(row.token[:4], 16) % 30)
