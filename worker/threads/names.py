"""Which organisations a text names, by their names in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.threads.copy import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Names:
    """Names of organisations and the records they stand for; the longest name in a place is the one meant."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        slugs: dict[str, set[str]] = {}
        for name, slug in names:
            if normalised(name):
                slugs.setdefault(f" {normalised(name)} ", set()).add(slug)
        self.slugs: Mapping[str, set[str]] = dict(sorted(slugs.items(), key=lambda n: -len(n[0])))

    def told(self, words: str) -> frozenset[str]:
        """Give the records whose organisations ``words`` (normalised) name.

        >>> names = Names([("Nordsund", "nordsund"), ("Nordsund 2", "nordsund-2")])
        >>> sorted(names.told("on behalf of nordsund 2"))
        ['nordsund-2']
        """
        text = f" {words} "
        found: set[str] = set()
        for name, slugs in self.slugs.items():
            if name in text:
                found |= slugs
                text = text.replace(name, "  ")
        return frozenset(found)
