"""A notice is addressed: one draft for each channel that leads to whoever is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.notices.bureau import Bureau
    from worker.notices.reporter import Reporter
    from worker.records.outbox import Draft


def addressed(draft: Draft, bureau: Bureau, person: Reporter) -> Iterator[Draft]:
    """Yield a draft once for each channel of a person; none where none leads anywhere."""
    for channel in bureau.ways(person):
        yield draft.to(person.address, channel)
