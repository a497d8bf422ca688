"""How the service stands, as far as the database tells: what waits, what needs a person, and the signs of life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from worker.records import agenda, aside, obstacles, pulses, troubles, unrendered
from worker.records.outgoing import Fate
from worker.records.status import Status
from worker.records.tables import mails, outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection

    from worker.records.obstacles import Obstacle
    from worker.records.pulses import Pulse
    from worker.records.troubles import Trouble

POLLED_WITHIN = timedelta(minutes=5)
WAITS_AT_MOST = timedelta(minutes=5)
SENT_WITHIN = timedelta(minutes=10)
ALIVE_WITHIN = timedelta(minutes=3)
CURED_WITHIN = timedelta(minutes=5)  # what keeps all notices from leaving and may pass by itself
TRIES = 3  # of sending one, six minutes after the first, after which somebody should look
NAMED = 3  # reasons named in a sign
SAYS = {Fate.FAILED.value: "failed", Fate.DOUBTFUL.value: "may have been sent"}
PARTS = ("worker", "beat", "watch")
NEEDED = ("worker", "beat")  # without a watch mail comes by the minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that is well or not, and what is known of it."""

    name: str
    well: bool
    says: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """How many notices wait, and how many need a person: they failed, or may have been sent."""

    waiting: int
    failed: int
    doubtful: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the service stands."""

    signs: tuple[Sign, ...]
    waiting: int
    held: int
    failed: int
    overdue: int  # requests that nobody answered in time
    notices: Notices


def health(connection: Connection, folders: Mapping[str, Iterable[str]], now: datetime) -> Health:
    """Judge what the database tells of these mailboxes, with their folders, and of each part of the service."""
    by_status = connection.execute(select(mails.c.status, func.count()).group_by(mails.c.status))
    counts = {status: int(number) for status, number in by_status}
    noted = pulses.pulses(connection)
    why = troubles.troubles(connection)
    parts = [part for part in PARTS if part in noted or part in NEEDED]
    return Health(
        signs=(
            *(sign for name in folders for sign in polled(name, folders[name], noted, why, now)),
            oldest_waiting(connection, now),
            unsent(connection, now),
            pages(noted.get(unrendered.ROLE)),
            *(alive(part, noted, now) for part in parts),
        ),
        waiting=counts.get(Status.PENDING.value, 0),
        held=counts.get(Status.HELD.value, 0),
        failed=unreadable(connection),
        overdue=agenda.overdue(connection, now),
        notices=notices(connection),
    )


def polled(
    name: str,
    folders: Iterable[str],
    noted: Mapping[str, Pulse],
    why: Mapping[str, Trouble],
    now: datetime,
) -> tuple[Sign, ...]:
    """Tell of each folder of a mailbox when it was last polled to its end, and what stands in the way."""
    trouble = why.get(name) or why.get(f"{name}, in part")
    signs = []
    for folder in folders:
        place = f"{name}/{folder}"
        pulse = noted.get(f"poll:{place}")
        late = pulse is None or now - pulse.at > POLLED_WITHIN
        says = trouble.why if trouble else ("never polled" if pulse is None else f"polled, {pulse.detail}")
        signs.append(Sign(name=place, well=not late and trouble is None, says=says, at=pulse.at if pulse else None))
    return tuple(signs)


def pages(failed: Pulse | None) -> Sign:
    """Tell which records could not be rendered when the pages were published last; what embargoes keep back is well."""
    says = f"can't be rendered: {failed.detail}" if failed else "none failed"
    return Sign(name="pages", well=failed is None, says=says, at=failed.at if failed else None)


def oldest_waiting(connection: Connection, now: datetime) -> Sign:
    """Tell since when the oldest mail waits that is archived and not yet filed."""
    waiting = select(mails.c.archived_at).where(mails.c.status == Status.PENDING.value)
    moments: list[datetime] = list(connection.execute(waiting).scalars())
    oldest = min(moments, default=None)
    well = oldest is None or now - oldest <= WAITS_AT_MOST
    return Sign(name="waiting", well=well, says="mail waits to be filed" if oldest else "nothing waits", at=oldest)


def unsent(connection: Connection, now: datetime) -> Sign:
    """Tell how many notices wait, why, and since when, and which need a person.

    One that failed once is well for some minutes, as servers put off who they don't know; what only a person can
    change is not well at once.
    """
    row = outbox.c
    pending = row.state.in_([Fate.PENDING.value, Fate.SENDING.value])
    tried = pending & (row.why != "")
    due = connection.execute(select(func.min(row.not_before), func.count()).where(pending, row.not_before <= now)).one()
    amiss = row.state.in_([Fate.FAILED.value, Fate.DOUBTFUL.value]) | tried & (row.attempts >= TRIES)
    needed = connection.execute(select(row.id).where(amiss).limit(1)).first() is not None
    met = in_the_way(connection, tried)
    late = due[0] is not None and now - due[0] > SENT_WITHIN
    stuck = any(one.for_a_person or now - one.since > CURED_WITHIN for one in met)
    said = [*by_reason(connection, tried), *waiting(connection, pending & (row.why == ""), now)]
    since = min((at for at in (due[0], *(one.since for one in met)) if at), default=None)
    return Sign(name="outbox", well=not (late or needed or stuck), says="; ".join(said) or "nothing waits", at=since)


def in_the_way(connection: Connection, tried: ColumnElement[bool]) -> list[Obstacle]:
    """Give what keeps all notices of a channel from leaving, where one waits that was tried."""
    stuck = set(connection.execute(select(outbox.c.channel).where(tried).distinct()).scalars())
    return [obstacle for channel, obstacle in obstacles.obstacles(connection).items() if channel in stuck]


def by_reason(connection: Connection, tried: ColumnElement[bool]) -> Iterator[str]:
    """Count the notices that were tried in vain, failed or may have been sent, by what is said of them."""
    row = outbox.c
    given_up = row.state.in_([Fate.FAILED.value, Fate.DOUBTFUL.value])
    rows = connection.execute(select(row.state, row.why, row.kind, row.slug).where(given_up | tried).order_by(row.id))
    groups: dict[tuple[str, str], list[str]] = {}
    for state, why, kind, slug in rows:
        fate = state if state in SAYS else Fate.PENDING.value
        groups.setdefault((fate, why), []).append(f"{kind} on {slug}" if slug else kind)
    for (fate, why), told in [*groups.items()][:NAMED]:
        which = f" ({told[0]})" if len(told) == 1 else ""
        says = SAYS.get(fate, "waits" if len(told) == 1 else "wait")
        yield f"{len(told)} {says}{which}{f': {why}' if why else ''}"
    if more := sum(len(told) for told in [*groups.values()][NAMED:]):
        yield f"{more} more: `onrecord outbox`"


def waiting(connection: Connection, untried: ColumnElement[bool], now: datetime) -> Iterator[str]:
    """Count the notices that nothing stands in the way of: those that are due, and those for later."""
    for when, says in ((outbox.c.not_before <= now, "to be sent"), (outbox.c.not_before > now, "for later")):
        if number := connection.execute(select(func.count()).where(untried, when)).scalar():
            yield f"{number} {'waits' if number == 1 else 'wait'} {says}"


def notices(connection: Connection) -> Notices:
    """Count the notices that wait, and those that need a person."""
    fates = (Fate.PENDING, Fate.SENDING, Fate.FAILED, Fate.DOUBTFUL)
    chosen = select(outbox.c.state, func.count()).where(outbox.c.state.in_([fate.value for fate in fates]))
    counts = {state: int(number) for state, number in connection.execute(chosen.group_by(outbox.c.state))}
    return Notices(
        waiting=sum(counts.get(fate.value, 0) for fate in (Fate.PENDING, Fate.SENDING)),
        failed=counts.get(Fate.FAILED.value, 0),
        doubtful=counts.get(Fate.DOUBTFUL.value, 0),
    )


def unreadable(connection: Connection) -> int:
    """Count the mails that can't be read and that nobody has set aside."""
    failed = connection.execute(select(mails.c.sha256).where(mails.c.status == Status.FAILED.value)).scalars().all()
    return len(set(failed) - aside.ignored_by_person(connection)) if failed else 0


def alive(part: str, noted: Mapping[str, Pulse], now: datetime) -> Sign:
    """Tell when a part of the service last gave a sign of life."""
    pulse = noted.get(part)
    well = pulse is not None and now - pulse.at <= ALIVE_WITHIN
    return Sign(name=part, well=well, says="alive" if well else "no sign of life", at=pulse.at if pulse else None)
