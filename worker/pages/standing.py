"""How a record stands, as far as the public can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.standing import State
from worker.mail.message import Direction, Kind
from worker.pages.page import Stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing
    from worker.pages.released import Released


def standing(record: Correspondence, conversation: Sequence[Released], deadlines: Sequence[Standing]) -> Stands:
    """Tell in a word: closed, overdue, else by whose letter of substance is the last.

    Where they wrote last and the public can't read it, nobody is said to wait: that would be false.
    """
    if record.status != "open":
        return Stands.CLOSED
    public = {turn.entry.id for turn in conversation}
    last = next((e for e in reversed(record.entries) if e.message.kind == Kind.MESSAGE and e.counted), None)
    if last and last.message.direction == Direction.REPLY and last.id not in public:
        return Stands.OPEN
    if any(d.state == State.MISSED for d in deadlines):
        return Stands.OVERDUE
    for turn in reversed(conversation):
        if turn.counted and turn.entry.message.kind == Kind.MESSAGE:
            return Stands.REPLIED if turn.entry.message.direction == Direction.REPLY else Stands.AWAITING
    return Stands.AWAITING
