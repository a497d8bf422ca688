"""How the service stands, as far as the database tells: what waits, what needs a person, and the signs of life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from worker.records import agenda, aside, pulses, troubles
from worker.records.outgoing import Fate
from worker.records.status import Status
from worker.records.tables import mails, outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from worker.records.pulses import Pulse
    from worker.records.troubles import Trouble

POLLED_WITHIN = timedelta(minutes=5)
WAITS_AT_MOST = timedelta(minutes=5)
SENT_WITHIN = timedelta(minutes=10)
ALIVE_WITHIN = timedelta(minutes=3)
TRIES = 3  # of sending, after which somebody should look
NAMED = 3  # notices named in a sign
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

    @property
    def well(self) -> bool:
        """Whether nothing needs to be looked at; mail that is held is no fault."""
        return all(sign.well for sign in self.signs)


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


def oldest_waiting(connection: Connection, now: datetime) -> Sign:
    """Tell since when the oldest mail waits that is archived and not yet filed."""
    waiting = select(mails.c.archived_at).where(mails.c.status == Status.PENDING.value)
    moments: list[datetime] = list(connection.execute(waiting).scalars())
    oldest = min(moments, default=None)
    well = oldest is None or now - oldest <= WAITS_AT_MOST
    return Sign(name="waiting", well=well, says="mail waits to be filed" if oldest else "nothing waits", at=oldest)


def unsent(connection: Connection, now: datetime) -> Sign:
    """Tell since when the oldest notice waits that is due, and which notices need a person."""
    due = outbox.c.state.in_([Fate.PENDING.value, Fate.SENDING.value]), outbox.c.not_before <= now
    oldest = connection.execute(select(func.min(outbox.c.not_before)).where(*due)).scalar()
    if says := "; ".join(amiss(connection)):
        return Sign(name="outbox", well=False, says=says, at=oldest)
    well = oldest is None or now - oldest <= SENT_WITHIN
    return Sign(name="outbox", well=well, says="notices wait to be sent" if oldest else "nothing waits", at=oldest)


def amiss(connection: Connection) -> Iterator[str]:
    """Name the notices that were tried in vain: each failure moves them on, so they are never due for long."""
    tried = (outbox.c.state == Fate.PENDING.value) & (outbox.c.attempts >= TRIES)
    given_up = outbox.c.state.in_([Fate.FAILED.value, Fate.DOUBTFUL.value])
    columns = outbox.c["state", "kind", "slug", "attempts", "why"]
    rows = connection.execute(select(*columns).where(given_up | tried).order_by(outbox.c.id)).all()
    for row in rows[:NAMED]:
        fate = f"tried {row.attempts} times" if row.state == Fate.PENDING.value else row.state
        yield f"{row.kind} {fate}" + (f" on {row.slug}" if row.slug else "") + (f" ({row.why})" if row.why else "")
    if len(rows) > NAMED:
        yield f"{len(rows) - NAMED} more"


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
