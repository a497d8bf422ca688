"""What the index, the feed and the search need of a record."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC
from heapq import nlargest
from typing import TYPE_CHECKING, Any, Final

from worker.deadlines.deadline import Ask
from worker.deadlines.standing import ANSWERED, State
from worker.pages.words import plain, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from worker.pages.page import Page
    from worker.pages.shown import Shown

NEWEST: Final = 50  # entries of a record that the feed can ask for
EXCERPT: Final = 300  # characters of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """One of the newest entries; times are ISO 8601."""

    anchor: str
    at: str
    day: str
    lead: str
    text: str  # its first 300 characters
    updated_at: str  # of its release or its newest correction, in UTC

    @property
    def changed(self) -> tuple[str, str]:
        """Give what entries are put in order by: released last, of one release the later letter."""
        return self.updated_at, self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A record in short, in plain values that can be kept as JSON; days and times are ISO 8601."""

    slug: str
    name: str
    acronym: str
    country: str
    investigation: str
    standing: str
    open: bool
    first: str
    last: str
    range: str
    inquiries: int
    replies: int
    asked: int  # requests with a date
    answered: int  # of these, in time or late
    late: int  # of these, late
    newest: tuple[Newest, ...]  # those released or corrected last, newest first
    words: str  # what a search looks in: each word of the page once, in lower case
    updated_at: str  # in UTC
    answer_told: bool = True  # whether it is public if they replied: no data of the site has this


def head(page: Page) -> Head:
    """Put a page in short."""
    requests = [m for m in page.deadlines if m.kind == Ask.REQUEST and m.state not in _NOT_ASKED]
    newest = nlargest(NEWEST, page.entries, key=lambda entry: (entry.changed_at, entry.at))
    return Head(
        slug=page.slug,
        name=page.name,
        acronym=page.acronym,
        country=page.country,
        investigation=page.investigation,
        standing=page.standing.value,
        open=page.open,
        first=page.first.isoformat(),
        last=page.last.isoformat(),
        range=page.range,
        inquiries=page.inquiries,
        replies=page.replies,
        asked=len(requests),
        answered=sum(m.state in ANSWERED for m in requests),
        late=sum(m.state == State.LATE for m in requests),
        newest=tuple(_newest(entry) for entry in newest),
        words=words(_searched(page)),
        updated_at=page.updated_at.astimezone(UTC).isoformat(),
        answer_told=page.answer_told,
    )


def kept(short: Head) -> dict[str, Any]:
    """Give a head as what JSON can hold; its newest entries are JSON within, for most heads are read without them."""
    return asdict(short) | {"newest": json.dumps([asdict(one) for one in short.newest])}


def read(stored: Iterable[Mapping[str, Any]], *, newest: int) -> tuple[Head, ...]:
    """Give back heads that were kept, those changed last first, with as many newest entries as a feed of all needs.

    An entry among the newest of all stands on one of the records changed last: the others are read without theirs.
    """
    ordered = sorted(stored, key=lambda one: (one["updated_at"], one["slug"]), reverse=True)
    return tuple(
        Head(**{**one, "newest": _entries(one["newest"]) if place < newest else ()})
        for place, one in enumerate(ordered)
    )


def latest(heads: Iterable[Head], number: int) -> list[tuple[Head, Newest]]:
    """Give the newest entries of several records, newest first, each with its record."""
    return nlargest(number, ((head, one) for head in heads for one in head.newest), key=lambda told: told[1].changed)


def _entries(stored: str) -> tuple[Newest, ...]:
    return tuple(Newest(**one) for one in json.loads(stored))


# Asked again since, or taken back: another request stands for it, or none does.
_NOT_ASKED: Final = frozenset({State.SUPERSEDED, State.CANCELLED})


def _newest(entry: Shown) -> Newest:
    text = " ".join(plain(entry.blocks).split())
    short = text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rsplit(' ', 1)[0]}…"
    return Newest(
        anchor=entry.anchor,
        at=entry.at.isoformat(),
        day=entry.day,
        lead=entry.lead.rstrip(":."),
        text=short,
        updated_at=entry.changed_at.astimezone(UTC).isoformat(),
    )


def _searched(page: Page) -> Iterator[str]:
    yield f"{page.name} {page.acronym} {page.country} {page.investigation}"
    for entry in page.entries:
        yield entry.lead
        yield plain(entry.blocks)
