"""Names in parts, each small enough for one query."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SOME = 500  # names in a query


def parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Part names into as many as go into a query."""
    yield from (names[start : start + SOME] for start in range(0, len(names), SOME))
