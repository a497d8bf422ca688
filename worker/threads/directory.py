"""What people told the ledger: whom it knows, and what they decided about single mails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A record that a person opened: one organisation, and the domains and addresses known to be its own.

    ``domains`` and ``contacts`` (addr-specs) are in lower case. ``closed_at`` is when a person closed it.
    """

    slug: str
    name: str
    acronym: str = ""
    country: str = ""
    domains: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    owner: str = ""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's word on one message: it stands on ``slug``, or, with an empty ``slug``, on no record.

    Where it was moved, ``slug`` takes the place of ``source``. A higher ``sequence`` overrules a lower one.
    """

    mail: str  # sha256
    ordinal: int | None  # which message of the mail; None for all of it
    slug: str
    source: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All that people decided and did not undo. ``merged`` leads from a slug to the one that took it over."""

    listings: tuple[Listing, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, datetime] = field(default_factory=dict)  # records that mail opened, closed by a person
    rulings: tuple[Ruling, ...] = ()
