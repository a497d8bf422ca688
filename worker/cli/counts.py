"""What a record counts: as its page does once anything of it is public, before that all that stands on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from worker.pages.released import released
from worker.pages.tally import tally
from worker.pages.telling import telling
from worker.prose.days import days

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence
    from worker.publication.record import Publication
    from worker.publishing.edition import Edition


class Counts(NamedTuple):
    """The range of a record and what it counts, and whether these are of its page."""

    range: str
    inquiries: int
    replies: int
    public: bool = False


def counts(record: Correspondence, decided: Publication, edition: Edition) -> Counts:
    """Count a record as the public reads it, or as the ledger knows it."""
    public, zone = edition.publication(decided), edition.newsroom.zone
    conversation = () if public.embargoed(edition.now) else released(record, public)
    if not conversation or telling(record.slug, public.rules):
        return on_ledger(record, zone)
    told = tally(conversation, public.override, zone)
    return Counts(days(told.first, told.last), told.inquiries, told.replies, public=True)


def on_ledger(record: Correspondence, zone: ZoneInfo) -> Counts:
    """Count all that stands on a record."""
    first, last = record.days(zone)
    span = days(date.fromisoformat(first), date.fromisoformat(last)) if first else ""
    return Counts(span, record.inquiries, record.replies)
