"""A deadline of a record as an entry in a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.notices.excerpt import excerpt
from worker.notices.letter import found
from worker.notices.notice import Event

if TYPE_CHECKING:
    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing

SUMMARIES = {Ask.REQUEST: "answer due", Ask.PROMISE: "promised answer due"}


def event(standing: Standing, record: Correspondence, *, domain: str, sequence: int) -> Event:
    """Give the calendar's entry of a deadline, which is cancelled once nothing is waited for."""
    letter = found(record, standing.entry)
    return Event(
        uid=f"{standing.id}@{domain}",
        due_at=standing.due_at,
        summary=f"{record.name}: {SUMMARIES.get(standing.kind, 'follow up')}",
        description=excerpt(letter.message.body.own, standing.phrase) if letter else standing.phrase,
        sequence=sequence,
        cancelled=not standing.waiting,
    )
