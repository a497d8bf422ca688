"""The deadlines of a page: those that a reader finds in the words that are public, and what came of them in public."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.mail.message import Body
from worker.pages.page import Mark
from worker.prose.due import due_by, late, outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from worker.correspondence import Correspondence
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.standing import Standing
    from worker.pages.released import Released


def told(
    record: Correspondence,
    conversation: Sequence[Released],
    texts: Mapping[str, str],
    calendar: Calendar,
    now: datetime,
) -> tuple[Standing, ...]:
    """Read the dates anew from what the public reads.

    What a person said of a deadline is kept. One that was cancelled is none. One whose answer the public can't read is
    not told at all: to say that nobody answered would be false.
    """
    entries = tuple(
        replace(r.entry, message=replace(r.entry.message, body=Body(own=texts[r.entry.id])))
        for r in conversation
        if r.counted
    )
    ruled = {id_: replace(word, answered_at=None) for id_, word in record.ruled.items()}
    found = replace(record, entries=entries, ruled=ruled).deadlines(calendar, now)
    silent = {id_ for id_, word in record.ruled.items() if word.answered_at or word.cancelled}
    silent |= {s.id for s in record.deadlines(calendar, now) if not s.waiting} & {s.id for s in found if s.waiting}
    return tuple(s for s in found if s.id not in silent and s.kind in (Ask.REQUEST, Ask.PROMISE))


def marks(standings: Sequence[Standing]) -> tuple[Mark, ...]:
    """Give deadlines as a page tells them."""
    return tuple(
        Mark(
            anchor=anchor(s.entry),
            kind=s.kind,
            due_at=s.due_at,
            due=due_by(_offset(s)),
            extended=s.extended,
            state=s.state,
            outcome=outcome(s),
            answered=anchor(s.answered_by) if s.answered_by else "",
            answered_at=s.answered_at,
        )
        for s in standings
    )


def _offset(standing: Standing) -> Standing:
    """Put a deadline on a clock that is called by its offset, as their letters do: of some zones no name is known."""
    due_at = standing.due_at
    return replace(standing, due_at=due_at.replace(tzinfo=timezone(due_at.utcoffset() or timedelta())))


def lateness(standings: Sequence[Standing]) -> Mapping[str, str]:
    """Tell for each entry that answered too late by how much: the longest, if it answered several."""
    found = sorted((s for s in standings if s.state == State.LATE and s.answered_by), key=lambda s: s.due_at)
    return {s.answered_by: late(s) for s in reversed(found) if s.answered_by}


def anchor(entry: str) -> str:
    """Name the place of an entry on its page: the same for ever."""
    return f"e-{entry}"
