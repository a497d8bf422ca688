"""The days and months written below a line of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from worker.prose.days import MONTHS, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST: Final = 8  # that stand beside each other
DAYS: Final = (1, 2, 4, 7, 14)
MONTHLY: Final = (1, 2, 3, 6)
SHORT: Final = timedelta(days=MOST * DAYS[-1])
EDGES: Final = (8.0, 92.0)  # beyond, a label in the middle of its line would reach over the edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line across and its label; a minor one is left out on a phone."""

    x: float
    label: str
    minor: bool
    anchor: str = "middle"  # start | middle | end


def ticks(first: datetime, last: datetime, x: Callable[[datetime], float]) -> tuple[Tick, ...]:
    """Choose days, months or years so that at most eight labels stand between two moments."""
    chosen = list(_by_days(first, last) if last - first <= SHORT else _by_months(first, last))
    if not chosen or first == last:
        chosen = [(first, day(first.date()))]
    return tuple(
        Tick(x=(place := x(at)), label=label, minor=n % 2 == 1, anchor=_anchor(place))
        for n, (at, label) in enumerate(chosen)
    )


def _anchor(x: float) -> str:
    return "start" if x < EDGES[0] else "end" if x > EDGES[1] else "middle"


def _by_days(first: datetime, last: datetime) -> Iterator[tuple[datetime, str]]:
    whole = (last - first).days + 1
    step = next((n for n in DAYS if whole / n <= MOST), DAYS[-1])
    at = datetime(first.year, first.month, first.day, tzinfo=first.tzinfo)
    while at <= last:
        if at >= first:
            yield at, f"{MONTHS[at.month - 1][:3]} {at.day}"
        at += timedelta(days=step)


def _by_months(first: datetime, last: datetime) -> Iterator[tuple[datetime, str]]:
    whole = (last.year - first.year) * 12 + last.month - first.month + 1
    years = -(-whole // (12 * MOST))
    step = next((n for n in MONTHLY if whole / n <= MOST), 12 * years)
    month = first.year * 12 + (first.month - 1) // step * step if step <= 12 else first.year * 12  # noqa: PLR2004 - months
    while (at := datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)) <= last:
        if at >= first:
            label = f"{MONTHS[at.month - 1][:3]} {at.year}"
            yield at, str(at.year) if step % 12 == 0 else label
        month += step
