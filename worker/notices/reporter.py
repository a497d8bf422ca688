"""A person of the newsroom as notices meet them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.deadlines.hours import Hours
    from worker.notices.quiet import Quiet

MAIL = "mail"  # the channel that needs no name of its own


class Receipts(StrEnum):
    """Whether, and when, a person hears what became of mail they brought in."""

    OFF = "off"
    IMMEDIATE = "immediate"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who is told, when, and by which ways; addresses in lower case."""

    address: str
    name: str = ""
    others: frozenset[str] = frozenset()  # further addresses of the same person
    hours: Hours
    quiet: Quiet | None = None
    channels: tuple[str, ...] = (MAIL,)
    receipts: Receipts = Receipts.IMMEDIATE
    digest: bool = True
