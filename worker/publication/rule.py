"""A rule of redaction: what is covered in public, where, and who wanted it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final


class Redacts(StrEnum):
    """What a rule covers."""

    ADDRESSES = "addresses"  # mail addresses, whoever's
    PHONES = "phones"  # telephone numbers
    NAMES = "names"  # the names in ``values``, in any case
    PATTERN = "pattern"  # what the regular expressions in ``values`` match
    SPAN = "span"  # the exact words in ``values``


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is covered in the public text, never in what is archived; ``scope`` is "", a slug or an entry's id."""

    id: str
    redacts: Redacts
    values: tuple[str, ...] = ()
    scope: str = ""
    label: str = "redacted"  # what the page shows in its place
    who: str
    why: str
    at: datetime

    def covers(self, slug: str, entry: str) -> bool:
        """Tell whether it goes for an entry of a record."""
        return self.scope in ("", slug, entry)


_ALWAYS: Final = datetime(2023, 1, 1, tzinfo=UTC)
ADDRESSES: Final = Rule(
    id="addresses",
    redacts=Redacts.ADDRESSES,
    label="address redacted",
    who="onrecord",
    why="no mail address is public",
    at=_ALWAYS,
)
PHONES: Final = Rule(
    id="phones",
    redacts=Redacts.PHONES,
    label="telephone number redacted",
    who="onrecord",
    why="no telephone number is public",
    at=_ALWAYS,
)
DEFAULT_RULES: Final = (ADDRESSES, PHONES)
