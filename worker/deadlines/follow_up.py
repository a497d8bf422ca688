"""The letter of ours that got no answer though it named no date: when to ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.deadlines.ruled import Ruled
from worker.deadlines.said import identifier
from worker.deadlines.standing import Standing, State, ruled_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.said import Said


def follow_up(  # noqa: PLR0913 - a record, and how its newsroom counts
    letters: Sequence[Said],
    standings: Iterable[Standing],
    *,
    now: datetime,
    calendar: Calendar,
    after: int,
    ruled: Mapping[str, Ruled],
) -> Standing | None:
    """Give what is to be done where the last word is ours and no date is awaited: to ask again after working days."""
    letter = next((letter for letter in reversed(letters) if letter.answers or letter.inquires), None)
    if letter is None or not letter.inquires or any(_settles(standing, letter) for standing in standings):
        return None
    id_ = identifier(letter.id, Ask.FOLLOW_UP)
    word = ruled.get(id_, Ruled())
    try:
        due_at = word.due_at.astimezone(calendar.zone) if word.due_at else _due(letter, calendar, after)
    except OverflowError:  # a date beyond all calendars
        return None
    return Standing(
        id=id_,
        entry=letter.id,
        kind=Ask.FOLLOW_UP,
        due_at=due_at,
        phrase="",
        state=ruled_state(word, due_at) or (State.MISSED if now > due_at else State.OPEN),
        answered_at=None if word.cancelled else word.answered_at,
        extended=word.due_at is not None,
        snoozed_until=word.snoozed_until,
    )


def _settles(standing: Standing, letter: Said) -> bool:
    """Tell whether an answer has a date of its own to wait for, or came by another way, as a person says."""
    told = standing.answered_at if standing.answered_by is None else None
    return standing.waiting or (told is not None and (standing.entry == letter.id or told >= letter.sent_at))


def _due(letter: Said, calendar: Calendar, after: int) -> datetime:
    day = letter.sent_at.astimezone(calendar.zone).date()
    return calendar.closing(calendar.after_working_days(day, after))
