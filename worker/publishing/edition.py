"""What all pages of a site are rendered by, and its name: pages that were rendered by another are rendered again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from worker.pages.theme import theme
from worker.publication.rule import PHONES
from worker.records import publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from worker.deadlines.calendar import Calendar
    from worker.mail.newsroom import Newsroom
    from worker.pages.site import Site
    from worker.publication.record import Publication
    from worker.publication.rule import Rule
    from worker.records.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How the pages of a site are rendered at a moment; without ``phones`` telephone numbers stay in the open."""

    site: Site
    newsroom: Newsroom
    calendar: Calendar
    now: datetime
    phones: bool = True

    def rules(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Leave out the rule that the configuration switches off."""
        return rules if self.phones else tuple(rule for rule in rules if rule.id != PHONES.id)

    def publication(self, decided: Publication) -> Publication:
        """Give what goes in public now of what was decided of a record."""
        return replace(decided.as_of(self.now), rules=self.rules(decided.rules))

    def name(self, connection: Connection, out: Path) -> str:
        """Name what all pages in a folder have in common; it changes with anything that changes all of them."""
        return sha256("\n".join(self.told(connection, out)).encode(errors="replace")).hexdigest()

    def told(self, connection: Connection, out: Path) -> Iterator[str]:
        """Yield what all pages have in common, in the same words in every process."""
        yield version("onrecord")
        yield str(out)
        yield theme(self.site.theme).fingerprint
        yield repr(self.site)
        yield repr(self.calendar)
        for field in fields(self.newsroom):
            value = getattr(self.newsroom, field.name)
            yield repr(sorted(value) if isinstance(value, frozenset) else value)
        yield repr(self.rules(publications.rules(connection)))
        yield str(self.phones)
