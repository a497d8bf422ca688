"""What became of each mail of the demo, as its ledger tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.records import correspondences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.correspondence import Correspondence, Entry
    from worker.demo.delivered import Delivered
    from worker.records.correspondences import Held, Ignored
    from worker.records.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """It brought an entry, or, as a twin, one more copy of an entry that an earlier mail had brought."""

    record: Correspondence
    entry: Entry
    how: str
    twin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A mail, and what became of it; None where the ledger does not know it."""

    mail: Delivered
    became: Filed | Held | Ignored | None


def fates(connection: Connection, mails: Sequence[Delivered]) -> tuple[Fate, ...]:
    """Tell what became of mails, in the order in which they came."""
    became: dict[str, Filed | Held | Ignored] = {}
    order = {mail.sha256: number for number, mail in enumerate(mails)}
    for filed in on_records(correspondences.all(connection), order):
        became.update(filed)
    became.update((held.sha256, held) for held in correspondences.held(connection))
    became.update((ignored.sha256, ignored) for ignored in correspondences.ignored(connection))
    return tuple(Fate(mail=mail, became=became.get(mail.sha256)) for mail in mails)


def on_records(records: Sequence[Correspondence], order: dict[str, int]) -> Iterator[dict[str, Filed]]:
    """Yield, for each entry, what became of the mails that brought it: the first to come, then its twins."""
    for record in records:
        for entry in record.entries:
            sources = sorted(entry.sources, key=lambda source: order.get(source.sha256, len(order)))
            yield {
                source.sha256: Filed(record=record, entry=entry, how=source.how, twin=number > 0)
                for number, source in enumerate(sources)
            }
