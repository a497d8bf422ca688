"""What the index, the feed and the search need of a record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """One of the newest entries; times are ISO 8601."""

    anchor: str
    at: str
    day: str
    lead: str
    text: str  # its first 300 characters


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
    newest: tuple[Newest, ...]  # newest first
    words: str  # what a search looks in: each word of the page once, in lower case
    updated_at: str
