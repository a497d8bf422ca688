"""The dates that a letter sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.deadlines.deadline import Ask
from worker.deadlines.recall import recall
from worker.mail.message import Direction, Forwarded, Kind

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.deadline import Deadline
    from worker.mail.message import Message

LETTERS: Final = frozenset({Kind.MESSAGE, Kind.ACKNOWLEDGEMENT})  # what people wrote
SETS: Final = {Direction.INQUIRY: Ask.REQUEST, Direction.REPLY: Ask.PROMISE}


def set_by(message: Message, sent_at: datetime, calendar: Calendar, home: tzinfo | None = None) -> tuple[Deadline, ...]:
    """Read the dates that a message sets: ours asks, theirs promises; what a machine wrote sets none.

    ``home`` is where its author is, for counting days, when the message itself does not tell.
    """
    kind = SETS.get(message.direction)
    if kind is None or message.kind not in LETTERS:
        return ()
    ours = message.direction == Direction.INQUIRY
    told = message.offset_known and not (ours and _by_a_colleague(message))
    at = sent_at if told else sent_at.astimezone(calendar.zone)
    return recall(message.body.own, kind=kind, sent_at=at, calendar=calendar, ours=ours, home=home)


def _by_a_colleague(message: Message) -> bool:
    """Tell whether a letter of ours comes in another's forward, whose client may have told its own offset."""
    by = message.forwarded_by
    return message.forwarded == Forwarded.INLINE and by is not None and by.key != message.sender.key
