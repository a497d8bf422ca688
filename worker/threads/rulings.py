"""A person's word on single messages, looked up by the copy it was given on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.threads.copy import Copy
    from worker.threads.directory import Ruling
    from worker.threads.letter import Letter


class Rulings:
    """All rulings that hold, in the order they were given."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self.by_mail: dict[str, list[Ruling]] = {}
        for ruling in sorted(rulings, key=lambda r: r.sequence):
            self.by_mail.setdefault(ruling.mail, []).append(ruling)

    def on(self, copy: Copy) -> tuple[Ruling, ...]:
        """Give the rulings on one copy, oldest first."""
        return tuple(r for r in self.by_mail.get(copy.mail, ()) if r.ordinal in (None, copy.ordinal))

    def on_letter(self, letter: Letter) -> tuple[Ruling, ...]:
        """Give the rulings on any copy of a letter, each once, oldest first."""
        if not self.by_mail:
            return ()
        found = {(r.sequence, r.slug, r.source): r for copy in letter.copies for r in self.on(copy)}
        return tuple(found[k] for k in sorted(found))

    def __bool__(self) -> bool:
        """Tell whether anybody ruled anything."""
        return bool(self.by_mail)


def ruled(records: frozenset[str], rulings: Iterable[Ruling]) -> frozenset[str]:
    """Apply rulings to the records a letter would stand on: a move takes its place, a filing replaces all."""
    for ruling in rulings:
        here = frozenset({ruling.slug} - {""})
        records = (records - {ruling.source}) | here if ruling.source else here
    return records
