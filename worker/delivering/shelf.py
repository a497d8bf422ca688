"""What notices are drawn up from: each record read once, and again only when it changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.records import correspondences, freshness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing
    from worker.delivering.occasion import Occasion
    from worker.records.database import Connection


class Known:
    """A record as it is at a revision, with what follows from its letters once that was asked for."""

    def __init__(self, record: Correspondence, revision: int, occasion: Occasion) -> None:
        self.record = record
        self.revision = revision
        self.occasion = occasion

    @cached_property
    def deadlines(self) -> tuple[Standing, ...]:
        """Give what dates its letters set."""
        return self.record.deadlines(self.occasion.calendar, self.occasion.now)

    @cached_property
    def agenda(self) -> dict[str, Standing]:
        """Give what is awaited, and what was, by its id."""
        told = self.occasion
        return {s.id: s for s in self.record.agenda(told.calendar, told.now, told.rules.follow_up_after)}


class Shelf:
    """The records that the batch in hand is drawn up from, and of those of the one before what did not change."""

    def __init__(self, occasion: Occasion) -> None:
        self.occasion = occasion
        self.here: dict[str, Known] = {}
        self.before: dict[str, Known] = {}

    def opened(self, connection: Connection) -> Shelf:
        """Begin a batch: nothing is taken for granted that was read on another connection."""
        self.connection = connection
        self.before, self.here = self.here, {}
        self.__dict__.pop("names", None)
        return self

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give the organisation of each record, by its slug."""
        return correspondences.names(self.connection)

    def fetch(self, slugs: Iterable[str]) -> None:
        """Have these records at hand, as far as there are such; what is read is read in one go."""
        missing = set(slugs) - self.here.keys()
        if not missing:
            return
        now = {told.slug: told.revision for told in freshness.named(self.connection, missing)}
        for slug, revision in now.items():
            if slug in self.before and self.before[slug].revision == revision:
                self.here[slug] = self.before[slug]
        if anew := sorted(now.keys() - self.here.keys()):
            for record in correspondences.some(self.connection, anew):
                self.here[record.slug] = Known(record, now[record.slug], self.occasion)

    def known(self, slug: str) -> Known:
        """Give what is known of a record; refuse a slug that names none."""
        self.fetch([slug])
        if slug not in self.here:
            raise Refused(f"no record {slug!r}")
        return self.here[slug]
