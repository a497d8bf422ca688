"""The order of a conversation: by the time of sending as it is believed, an answer after what it answers."""

from __future__ import annotations

from datetime import datetime, timezone
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.correspondence import Entry

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - reads the same


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put entries in the order of the conversation.

    Forwards and some clients write no seconds: within a minute the identification fields decide, not the clock.
    """
    by_time = sorted(entries, key=lambda e: (e.at, e.message.message_id, e.id))
    found: list[Entry] = []
    for _, group in groupby(by_time, key=minute):
        found.extend(answers_last(list(group)))
    return tuple(found)


def minute(entry: Entry) -> int:
    """Give the minute an entry was sent in; counted, for the ends of the calendar can't be shifted to UTC."""
    return int((entry.at - EPOCH).total_seconds() // 60)


def answers_last(entries: list[Entry]) -> list[Entry]:
    """Put each entry after those of the same minute that it refers to, else leave the order."""
    if len(entries) == 1:
        return entries
    waiting = {e.message.message_id: e for e in entries if e.message.message_id}
    found: list[Entry] = []
    left = entries
    while left:
        ready = [e for e in left if not any(r in waiting and waiting[r] is not e for r in e.message.references)]
        found.extend(ready or left)
        waiting = {id_: e for id_, e in waiting.items() if e not in ready} if ready else {}
        left = [e for e in left if e not in ready] if ready else []
    return found
