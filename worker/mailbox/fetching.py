"""Mails of a folder in batches bounded by their octets: sizes are asked first."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mailbox.answers import CutOff
from worker.mailbox.folder import SLICE, SOME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from worker.mailbox.folder import Folder, Size

BATCH_OCTETS = 2 * SLICE
LARGEST = 150_000_000  # octets; no server takes larger mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A mail as it was fetched."""

    uid: int
    octets: bytes
    internal_date: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one step fetched. All uids up to ``reached`` are settled, but those that were oversized or declined."""

    mails: tuple[Fetched, ...]
    reached: int
    gone: int = 0
    oversized: tuple[int, ...] = ()
    declined: tuple[int, ...] = ()


def batches(folder: Folder, uids: Sequence[int]) -> Iterator[Batch]:
    """Yield the mails with these uids, which are in order, in batches."""
    for start in range(0, len(uids), SOME):
        some = uids[start : start + SOME]
        with suspecting(some):
            sizes, declined = folder.sizes(some)
        large = tuple(uid for uid, size in sizes.items() if size.octets > LARGEST)
        gone = len(some) - len(sizes) - len(declined)
        # What is left is told before what comes after it, so that the cursor moves over none of it.
        yield Batch(mails=(), reached=0, gone=gone, oversized=large, declined=tuple(sorted(declined)))
        for group in bounded({uid: size for uid, size in sorted(sizes.items()) if uid not in large}):
            yield fetched(folder, group, sizes)


@contextmanager
def suspecting(uids: Sequence[int]) -> Iterator[None]:
    """Where the connection ends, say which mails were being asked for."""
    try:
        yield
    except CutOff as error:
        error.uids = tuple(uids)
        raise


def bounded(sizes: Mapping[int, Size]) -> Iterator[list[int]]:
    """Part uids into groups of at most so many octets; a large mail is a group of its own."""
    group: list[int] = []
    total = 0
    for uid, size in sizes.items():
        if group and total + size.octets > BATCH_OCTETS:
            yield group
            group, total = [], 0
        group.append(uid)
        total += size.octets
    if group:
        yield group


def fetched(folder: Folder, group: Sequence[int], sizes: Mapping[int, Size]) -> Batch:
    """Fetch one group."""
    large = len(group) == 1 and sizes[group[0]].octets > BATCH_OCTETS
    with suspecting(group):
        octets, declined = folder.sliced(group[0]) if large else folder.octets(group)
    mails = tuple(
        Fetched(uid=uid, octets=octets[uid], internal_date=sizes[uid].internal_date) for uid in group if uid in octets
    )
    gone = len(group) - len(mails) - len(declined)
    return Batch(mails=mails, reached=group[-1], gone=gone, declined=tuple(sorted(declined)))
