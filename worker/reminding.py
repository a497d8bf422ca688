"""What falls due and who is told: the dates of records that changed are stored, and what has come is written down."""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import sha256
from importlib.metadata import version
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from worker.addressing import addressed
from worker.deadlines.reminders import DUE, come
from worker.errors import Transient
from worker.notices.weeks import this_week
from worker.records import agenda, archive, correspondences, outbox, setbacks
from worker.records.database import reading, writing
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.hours import Hours
    from worker.deadlines.reminders import Rules
    from worker.deadlines.standing import Standing
    from worker.notices.bureau import Bureau
    from worker.records.agenda import Awaited
    from worker.records.database import Connection, Engine

    Derived = Callable[[Correspondence], Sequence[Standing]]

log = logging.getLogger(__name__)

TRIES = 3  # of settling a record that others change meanwhile
SPARE = timedelta(days=14)  # weekends and holidays beside the working days of a step
LONG_AGO = timedelta(days=365)  # what was ours to answer until now is told late all the same, but not for ever
LATEST_DIGEST = timedelta(days=3)  # after its moment; then the next one is near


def settle(engine: Engine, calendar: Calendar, rules: Rules, *, now: datetime, seconds: float = inf) -> int:
    """Derive the deadlines of records that changed, or of all where the calendar did, and count those records.

    After so many seconds no further record is begun: the next round goes on with those that are left.
    """
    by = fingerprint(calendar, rules)
    ends_at = monotonic() + seconds
    settled = 0
    for slug in unsettled(engine, by, now):
        if monotonic() >= ends_at:
            break
        settled += attempted(engine, slug, lambda r: r.agenda(calendar, now, rules.follow_up_after), by=by, now=now)
    return settled


def unsettled(engine: Engine, by: str, now: datetime) -> tuple[str, ...]:
    """Give the records that are to be settled, but for those that met an error of ours just now."""
    with reading(engine) as connection:
        slugs = agenda.unsettled(connection, by=by)
        waiting = setbacks.waiting(connection, now) if slugs else frozenset()
    return tuple(slug for slug in slugs if slug not in waiting)


def attempted(engine: Engine, slug: str, derived: Derived, *, by: str, now: datetime) -> bool:
    """Settle a record; an error of ours in one must not keep the others waiting, and is tried again later."""
    try:
        return settled_one(engine, slug, derived, by=by)
    except (Transient, OSError):
        raise
    except Exception as error:
        log.exception("the deadlines of a record can't be derived: record=%s", slug)
        with writing(engine) as connection:
            setbacks.note(connection, slug, now, f"{type(error).__name__}: {error}")
        return False


def settled_one(engine: Engine, slug: str, derived: Derived, *, by: str) -> bool:
    """Settle a record: its letters are read while others may write, and again if one of them changed it meanwhile."""
    for _ in range(TRIES):
        with reading(engine) as connection:
            revision = agenda.revision(connection, slug, by=by)
            if revision is None:  # another process was faster
                return False
            (record,) = correspondences.all(connection, slug)
        standings = derived(record)
        with writing(engine) as connection:
            if agenda.revision(connection, slug, by=by) == revision:
                agenda.settle(connection, slug, standings, by=by)
                setbacks.over(connection, slug)
                return True
    return False


def fingerprint(calendar: Calendar, rules: Rules) -> str:
    """Name what a date is read by: the calendar, when to ask again, and this version of what reads it."""
    told = f"{version('onrecord')}\n{calendar!r}\n{rules.follow_up_after}"
    return sha256(told.encode()).hexdigest()


def remind(engine: Engine, bureau: Bureau, rules: Rules, *, now: datetime) -> int:
    """Write down what has come by now and for whom, each once, and count what is new."""
    with reading(engine) as connection:
        drafts = [*reminders(connection, bureau, rules, now), *digests(connection, bureau, now)]
        written = outbox.written(connection, [outbox.token_of(draft) for draft in drafts])
    drafts = [draft for draft in drafts if outbox.token_of(draft) not in written]
    if not drafts:
        return 0
    with writing(engine) as connection:
        return outbox.write(connection, drafts, domain=bureau.domain, at=now)


def reminders(connection: Connection, bureau: Bureau, rules: Rules, now: datetime) -> Iterator[Draft]:
    """Yield the step of each awaited deadline that has come, for everybody who is told of it."""
    ahead = timedelta(days=2 * max(rules.before, default=0)) + SPARE
    for deadline in agenda.awaited(connection, after=now - LONG_AGO, before=now + ahead):
        for person in bureau.owners(deadline.owner):
            step = due_step(deadline, rules, person.hours, now)
            if step:
                key = f"reminder:{deadline.id}:{told_of(deadline, step, bureau.newsroom.zone)}:{step}"
                about = {"deadline": deadline.id, "step": step}
                draft = Draft(key=key, kind="reminder", slug=deadline.slug, about=about, not_before=now)
                yield from addressed(draft, bureau, person)


def told_of(deadline: Awaited, step: str, zone: ZoneInfo) -> str:
    """Name the date that a step tells of: where only its hour was changed, nobody hears of the same day again."""
    due_at = deadline.due_at
    return due_at.isoformat() if step == DUE else due_at.astimezone(zone).date().isoformat()


def due_step(deadline: Awaited, rules: Rules, hours: Hours, now: datetime) -> str:
    """Name the step of a deadline that a person is to hear of now; "" where it is none."""
    reminder = come(
        deadline.kind,
        deadline.due_at,
        known_at=deadline.known_at,
        now=now,
        rules=rules,
        hours=hours,
        snoozed_until=deadline.snoozed_until,
    )
    return reminder.step if reminder else ""


def digests(connection: Connection, bureau: Bureau, now: datetime) -> Iterator[Draft]:
    """Yield the digest of this week for everybody who owns a record or sits at the desk."""
    began_at = archive.began_at(connection)
    if bureau.digest_day is None or began_at is None:
        return
    people = {p.address: p for owner in agenda.owners(connection) for p in bureau.owners(owner)}
    people |= {p.address: p for p in bureau.desk}
    for person in people.values():
        name, begins_at = this_week(person.hours, bureau.digest_day, now)
        if person.digest and began_at <= begins_at and now < begins_at + LATEST_DIGEST:
            draft = Draft(key=f"digest:{name}", kind="digest", about={"week": name}, not_before=now)
            yield from addressed(draft, bureau, person)
