"""The calendar's entry of a date that a person's word changed, so that one that was taken over is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.notices.entry import event
from worker.notices.excerpt import excerpt
from worker.notices.letter import found
from worker.records import agenda

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.delivering.shelf import Shelf
    from worker.notices.notice import Event


def changed(shelf: Shelf, ids: Iterable[str]) -> Iterator[Event]:
    """Yield the entries of these dates as they stand now; when to ask again has none, nor what no letter sets."""
    for id_ in ids:
        kept = agenda.find(shelf.connection, id_)
        if kept is None:
            continue
        known = shelf.known(kept.slug)
        standing = known.agenda.get(id_)
        if standing is None or standing.kind == Ask.FOLLOW_UP:
            continue
        letter = found(known.record, standing.entry)
        stands = (standing.due_at, standing.waiting and not standing.ours)
        yield event(
            standing,
            known.record.name,
            domain=shelf.occasion.bureau.domain,
            sequence=kept.sequence + (stands != (kept.due_at, kept.awaited)),  # it may not be settled yet
            words=excerpt(letter.message.body.own, standing.phrase) if letter else standing.phrase,
            cancelled=not standing.waiting,
        )
