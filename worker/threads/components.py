"""Disjoint sets: what belongs together once every link is drawn."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

T = TypeVar("T", bound="Hashable")


class Components(Generic[T]):
    """A union-find over hashable things (Galler and Fischer, with path halving)."""

    __slots__ = ("above",)

    def __init__(self, things: Iterable[T] = ()) -> None:
        self.above: dict[T, T] = {t: t for t in things}

    def find(self, thing: T) -> T:
        """Give the thing that stands for the whole component of ``thing``."""
        above = self.above
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = thing = above[above[thing]]
        return thing

    def join(self, one: T, other: T) -> None:
        """Put two things, and all that each is with, into one component."""
        self.above[self.find(one)] = self.find(other)

    def groups(self) -> Iterable[list[T]]:
        """List the components."""
        groups: dict[T, list[T]] = defaultdict(list)
        for thing in list(self.above):
            groups[self.find(thing)].append(thing)
        return groups.values()
