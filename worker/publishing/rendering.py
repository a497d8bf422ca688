"""A record as files: its page, its data, and the files released with its entries."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from worker.errors import Refused, Transient
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

log = logging.getLogger(__name__)

MOMENT = timedelta(seconds=1)
LAST = 9000  # a year that no date of a letter is meant to name


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the public is to read of a record; without a head that is nothing."""

    slug: str
    head: Mapping[str, Any] | None = None
    files: Mapping[str, bytes | None] = field(default_factory=dict, hash=False)  # None: it stands there already
    until: datetime | None = None  # when time alone changes it
    unless: Publication | None = None  # it could not be rendered: what stands stands on as far as this lets it


def rendered(
    connection: Connection, slugs: Sequence[str], edition: Edition, standing: Mapping[str, int]
) -> Iterator[Rendered]:
    """Yield each of these records as it is to be; ``standing`` are files of entries that stand, with their sizes."""
    decided = publications.publications(connection, slugs)
    for record in correspondences.some(connection, slugs):
        try:
            yield alone(connection, record, decided[record.slug], edition, standing)
        except (Transient, Refused):
            raise
        except Exception as error:  # noqa: BLE001 - one record must not keep what is withdrawn on others in public
            log.error("can't be rendered, record=%s: %s", record.slug, where(error))  # noqa: TRY400 - what failed may hold words
            yield Rendered(slug=record.slug, unless=decided[record.slug])


def alone(
    connection: Connection, record: Correspondence, decided: Publication, edition: Edition, standing: Mapping[str, int]
) -> Rendered:
    """Render one record."""
    opens_at = decided.opens_at(edition.now)
    page = seen(record, edition.publication(decided), edition)
    if page is None:
        return Rendered(slug=record.slug, until=opens_at)
    page, files = with_files(page, from_archive(connection, record), standing)
    return Rendered(
        slug=record.slug,
        head=kept(head(page)),
        files={**files, **record_files(page, edition.site)},
        until=min(filter(None, (changes_at(page, edition.now), opens_at)), default=None),
    )


def where(error: Exception) -> str:
    """Name an error and the line it came from, without what it says: that may be words of a letter."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, {last.filename}:{last.lineno}"


def seen(record: Correspondence, publication: Publication, edition: Edition) -> Page | None:
    """Give what the public reads of a record."""
    return view(record, publication, newsroom=edition.newsroom, calendar=edition.calendar, now=edition.now)


def changes_at(page: Page, now: datetime) -> datetime | None:
    """Tell when a date of a page will have passed."""
    to_come = (mark.due_at + MOMENT for mark in page.deadlines if mark.due_at.year < LAST)
    return min((moment for moment in to_come if moment > now), default=None)
