"""A record as files: its page, its data, and the files released with its entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from worker.pages.head import head, kept
from worker.pages.site_files import record_files
from worker.pages.view import view
from worker.publishing.files import from_archive, with_files
from worker.records import correspondences, publications

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from worker.correspondence import Correspondence
    from worker.pages.page import Page
    from worker.publication.record import Publication
    from worker.publishing.edition import Edition
    from worker.records.database import Connection

MOMENT = timedelta(seconds=1)
LAST = 9000  # a year that no date of a letter is meant to name


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the public is to read of a record; without a head that is nothing."""

    slug: str
    head: Mapping[str, Any] | None = None
    files: Mapping[str, bytes | None] = field(default_factory=dict, hash=False)  # None: it stands there already
    until: datetime | None = None  # when time alone changes it


def rendered(
    connection: Connection, slugs: Sequence[str], edition: Edition, standing: Mapping[str, int]
) -> Iterator[Rendered]:
    """Yield each of these records as it is to be; ``standing`` are files of entries that stand, with their sizes."""
    decided = publications.publications(connection, slugs)
    for record in correspondences.some(connection, slugs):
        publication = edition.publication(decided[record.slug])
        opens_at = decided[record.slug].opens_at(edition.now)
        page = seen(record, publication, edition)
        if page is None:
            yield Rendered(slug=record.slug, until=opens_at)
            continue
        page, files = with_files(page, from_archive(connection, record), standing)
        yield Rendered(
            slug=record.slug,
            head=kept(head(page)),
            files={**files, **record_files(page, edition.site)},
            until=min(filter(None, (changes_at(page, edition.now), opens_at)), default=None),
        )


def seen(record: Correspondence, publication: Publication, edition: Edition) -> Page | None:
    """Give what the public reads of a record."""
    return view(record, publication, newsroom=edition.newsroom, calendar=edition.calendar, now=edition.now)


def changes_at(page: Page, now: datetime) -> datetime | None:
    """Tell when a date of a page will have passed."""
    to_come = (mark.due_at + MOMENT for mark in page.deadlines if mark.due_at.year < LAST)
    return min((moment for moment in to_come if moment > now), default=None)
