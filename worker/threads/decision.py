"""The values a placement is told in: what becomes of each copy, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.threads.copy import CopyId


class Evidence(StrEnum):
    """The rung of the ladder that placed a letter, from proof down to a person's habit."""

    PERSON = "decision"  # a person said so of this very mail
    OWN_ADDRESS = "own address"
    REFERENCE = "reference"
    QUOTED = "quoted letter"
    CONTACT = "contact"
    DOMAIN = "domain"
    NAME = "name"
    EARLIER_DECISION = "earlier decision"
    FIRST_LETTER = "first letter"  # it opened the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """The letter stands on these records (more than one: it was sent to several organisations)."""

    records: tuple[str, ...]  # slugs
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Another copy of a letter; ``of`` is its best copy, which carries the letter's own placement."""

    of: CopyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that a held mail may belong to, and why."""

    slug: str
    evidence: str


def candidates(records: Iterable[str], evidence: str) -> tuple[Candidate, ...]:
    """Name records as candidates, in order of their slugs."""
    return tuple(Candidate(slug=slug, evidence=str(evidence)) for slug in sorted(records))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A person must place it."""

    reason: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """It belongs on no record."""

    reason: str


Placement = Append | Twin | Hold | Ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A record that mail of ours opened by itself, unconfirmed: to whom, and who wrote first."""

    slug: str
    name: str
    domain: str  # "" for a free-mail correspondent
    contact: str  # the address first written to
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Where every copy stands, and the records that mail opened."""

    placements: Mapping[CopyId, Placement]
    opened: tuple[Opened, ...] = ()
