"""A stretch of a text that is not public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Where the stretch starts and ends, what stands in its place, and the rule that wants it so."""

    start: int
    end: int
    label: str
    rule: str = ""


def merged(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    """Put covers in order and make one of those that overlap, under the first one's label."""
    found: list[Cover] = []
    for cover in sorted(covers, key=lambda c: (c.start, -c.end)):
        last = found[-1] if found else None
        if last is None or cover.start >= last.end:
            found.append(cover)
        elif cover.end > last.end:
            found[-1] = Cover(start=last.start, end=cover.end, label=last.label, rule=last.rule)
    return tuple(found)
