"""Where the demo's clock stops: the next moment at which anybody may have to be told of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.reminders import schedule
from worker.notices.weeks import WEEK, week_begins
from worker.records import agenda, outbox
from worker.records.database import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from worker.records.database import Connection
    from worker.settings import Settings
    from worker.tasks import House


def next_moment(house: House, now: datetime) -> datetime | None:
    """Give the next moment that matters after now, as the ledger stands; None where nothing is expected."""
    with reading(house.engine) as connection:
        moments = [*steps(connection, house.settings), *postponed(connection), *weeks(connection, house.settings, now)]
    return min((moment for moment in moments if moment > now), default=None)


def steps(connection: Connection, settings: Settings) -> Iterator[datetime]:
    """Yield when people are to be reminded of what is awaited."""
    for deadline in agenda.awaited(connection):
        for person in settings.bureau.owners(deadline.owner):
            for reminder in schedule(
                deadline.kind,
                deadline.due_at,
                rules=settings.rules,
                hours=person.hours,
                snoozed_until=deadline.snoozed_until,
            ):
                yield reminder.at


def postponed(connection: Connection) -> Iterator[datetime]:
    """Yield when what waits in the outbox may leave."""
    return (row.not_before for row in outbox.listing(connection, every=False))


def weeks(connection: Connection, settings: Settings, now: datetime) -> Iterator[datetime]:
    """Yield when people are to hear of this week, of the next, and of the last, which may begin late."""
    bureau = settings.bureau
    if bureau.digest_day is None:
        return
    told = [p for owner in agenda.owners(connection) for p in bureau.owners(owner)]
    for person in (*told, *bureau.desk):
        today = person.hours.local(now).date()
        for day in (today - WEEK, today, today + WEEK):
            yield week_begins(person.hours, bureau.digest_day, day)
