"""Notices about deadlines, drawn up from the record as it is read now: a reminder, and the week of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.calendars import address_of
from worker.deadlines.deadline import Ask
from worker.deadlines.reminders import come
from worker.delivering.verdict import Later, Moot
from worker.notices import digest as week
from worker.notices import reminder as remembering
from worker.notices.weeks import this_week
from worker.records import agenda, correspondences

if TYPE_CHECKING:
    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing
    from worker.delivering.occasion import Occasion
    from worker.delivering.shelf import Shelf
    from worker.notices.notice import Notice
    from worker.notices.reporter import Reporter
    from worker.records.outbox import Outgoing


def reminder(shelf: Shelf, row: Outgoing, person: Reporter) -> Notice | Moot | Later:
    """Draw up a reminder, unless its step has passed, the deadline is over, or it is somebody else's now."""
    kept = agenda.find(shelf.connection, row.about["deadline"])
    if kept is None:
        return Moot("its letter sets no such date any more")
    occasion, known = shelf.occasion, shelf.known(kept.slug)
    record, standing = known.record, known.agenda.get(kept.id)
    if why := settled(record, standing, person, occasion):
        return Moot(why)
    assert standing
    step = come(
        standing.kind,
        standing.due_at,
        known_at=kept.known_at,
        now=occasion.now,
        rules=occasion.rules,
        hours=person.hours,
        snoozed_until=standing.snoozed_until,
    )
    if step is None or step.step != row.about["step"]:
        return Moot("another step has come since" if step else "it is to be told at another time")
    if not person.hours.open(occasion.now):
        return Later(person.hours.next_open(occasion.now))
    return remembering.reminder(
        standing,
        record,
        step=step.step,
        newsroom=occasion.bureau.newsroom,
        zone=person.hours.calendar.zone,
        now=occasion.now,
        domain=occasion.bureau.domain,
        sequence=kept.sequence,
    )


def settled(record: Correspondence, standing: Standing | None, person: Reporter, occasion: Occasion) -> str:
    """Say why nobody needs to be reminded of a deadline; "" where somebody does."""
    if standing is None:
        return "its letter sets no such date any more"
    if not standing.waiting:
        return f"it is {standing.state}"
    if standing.ours:
        return "it is our turn to write"
    if record.status != "open":
        return "the record is closed"
    if person.address not in {p.address for p in occasion.bureau.owners(record.owner)}:
        return "the record is somebody else's now"
    return ""


def digest(shelf: Shelf, row: Outgoing, person: Reporter) -> Notice | Moot | Later:
    """Draw up the week of a person: what is due, overdue and promised on their records, and what waits for them."""
    bureau, now, connection = shelf.occasion.bureau, shelf.occasion.now, shelf.connection
    if bureau.digest_day is None:
        return Moot("no digests are told any more")
    if row.about["week"] != this_week(person.hours, bureau.digest_day, now)[0]:
        return Moot("its week is over")
    if not person.hours.open(now):
        return Later(person.hours.next_open(now))
    at_desk, theirs = person.address in {p.address for p in bureau.desk}, {person.address, *person.others}
    mine = {o: person.address in {p.address for p in bureau.owners(o)} for o in agenda.owners(connection)}
    awaited = [a for a in agenda.awaited(connection) if mine.get(a.owner)]
    slugs = tuple(dict.fromkeys(a.slug for a in awaited))
    shelf.fetch(slugs)
    known = [shelf.known(slug) for slug in slugs]
    pairs = [(each.record, s) for each in known for s in each.agenda.values() if s.waiting and not s.ours]
    told = week.Week(
        due=tuple(pair for pair in pairs if pair[1].kind != Ask.PROMISE and pair[1].due_at >= now),
        overdue=tuple(pair for pair in pairs if pair[1].due_at < now),
        promised=tuple(pair for pair in pairs if pair[1].kind == Ask.PROMISE and pair[1].due_at >= now),
        held=tuple(held for held in correspondences.held(connection) if at_desk or held.sender.lower() in theirs),
        calendar_url=address_of(connection, bureau, person.address) if any(mine.values()) else "",
    )
    if not (told.due or told.overdue or told.promised or told.held):
        return Moot("nothing is due and nothing waits")
    return week.digest(told, newsroom=bureau.newsroom, zone=person.hours.calendar.zone)
