"""What a record counts: as its page does once anything of it is public, before that all that stands on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from worker.mail.message import Direction
from worker.pages.released import released
from worker.pages.tally import tally
from worker.pages.telling import telling
from worker.prose.days import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence
    from worker.publication.manual import Added
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
        return on_ledger(record, zone, decided.added)
    told = tally(conversation, public.override, zone)
    return Counts(days(told.first, told.last), told.inquiries, told.replies, public=True)


def on_ledger(record: Correspondence, zone: ZoneInfo, added: Sequence[Added] = ()) -> Counts:
    """Count all that stands on a record."""
    first, last = span(record, zone, added)
    told = days(date.fromisoformat(first), date.fromisoformat(last)) if first else ""
    return Counts(told, inquiries(record, added), replies(record, added))


def span(record: Correspondence, zone: ZoneInfo, added: Sequence[Added]) -> tuple[str, str]:
    """Give the days of the first and the last letter or entry by hand in ISO 8601; both empty where there is none."""
    by_hand = (a.at.astimezone(zone).date().isoformat() for a in added)
    on = [*filter(None, record.days(zone)), *by_hand]
    return min(on, default=""), max(on, default="")


def inquiries(record: Correspondence, added: Sequence[Added]) -> int:
    """Count what we asked, by hand too."""
    return record.inquiries + sum(a.counted and a.direction == Direction.INQUIRY for a in added)


def replies(record: Correspondence, added: Sequence[Added]) -> int:
    """Count what they answered, by hand too."""
    return record.replies + sum(a.counted and a.direction == Direction.REPLY for a in added)
