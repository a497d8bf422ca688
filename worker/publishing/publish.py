"""The public pages in a folder: what was withdrawn goes, what changed is written, and nothing else is touched.

Files are written down before they are written, and removed before they are forgotten. So whatever ends a run, the next
one completes it; and what was withdrawn goes before anything new comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.publishing.printing import Printing
from worker.records import freshness, sites, unrendered
from worker.records.database import reading, writing
from worker.records.turn import publishing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from worker.publishing.edition import Edition
    from worker.records.database import Engine
    from worker.records.freshness import Stale

AT_ONCE = 50  # records that are rendered and written at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a run came to: files written and removed, records whose pages were rendered, and those that can't be."""

    written: int = 0
    removed: int = 0
    records: int = 0
    failed: tuple[str, ...] = ()


def quiet(_done: int) -> None:
    """Tell nobody how far it is."""


def publish(  # noqa: PLR0913 - how it is done, beside what
    engine: Engine,
    out: Path,
    edition: Edition,
    *,
    progress: Callable[[int], None] = quiet,
    wait: bool = True,
    take_over: bool = False,
) -> Published:
    """Let a folder hold the public pages as people decided; ``progress`` hears how many records each batch was.

    It can be interrupted at any moment and repeated; of several at once, one does it after the other. Without ``wait``
    it is Transient that another does it just now. Files of others that stand in the way are Refused, or written over
    where it is to ``take_over``.
    """
    out = out.resolve()
    with publishing(engine, wait=wait) as still_ours:
        with reading(engine) as connection:
            by = edition.name(connection, out)
        with writing(engine) as connection:
            number = sites.begin(connection, str(out))
        printing = Printing(engine, out, edition, number=number, by=by, still_ours=still_ours, take_over=take_over)
        printing.clear()
        for turn in turns(engine, printing, by, edition.now):
            for start in range(0, len(turn), AT_ONCE):
                batch = turn[start : start + AT_ONCE]
                printing.print(batch)
                progress(len(batch))
            printing.share()
        printing.files.list()
    files, failed = printing.files, tuple(sorted(printing.failed))
    with writing(engine) as connection:
        unrendered.note(connection, failed, edition.now)
    return Published(written=len(files.written), removed=len(files.removed), records=printing.records, failed=failed)


def due(engine: Engine, out: Path, edition: Edition) -> bool:
    """Tell whether anything is to be published; it costs a few short queries."""
    out = out.resolve()
    with reading(engine) as connection:
        number = sites.site_in(connection, str(out))
        by = edition.name(connection, out)
        if number is None or sites.shared_by(connection, number) != by:
            return True
        return bool(freshness.stale(connection, by=by, now=edition.now, limit=1) or sites.gone(connection, number))


def turns(engine: Engine, printing: Printing, by: str, now: datetime) -> Iterator[tuple[Stale, ...]]:
    """Yield what is to be rendered: what changed itself, what somebody spoilt, then what is rendered by other means."""
    with reading(engine) as connection:
        stale = freshness.stale(connection, by=by, now=now)
        spoilt = freshness.named(connection, printing.files.damaged() - {one.slug for one in stale})
    yield tuple(one for one in stale if one.changed)
    yield spoilt
    yield tuple(one for one in stale if not one.changed)
