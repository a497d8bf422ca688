"""Folds decisions, oldest first, into what they come to: the directory that placing asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, assert_never

from worker.records.line import Kind
from worker.threads.directory import Directory, Listing, Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from worker.records.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided: the directory, and the records they have looked at."""

    directory: Directory
    confirmed: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Sum:
    """What the decisions so far come to."""

    listings: dict[str, Listing] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    closed: dict[str, datetime] = field(default_factory=dict)
    rulings: list[Ruling] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)


def fold(decisions: Sequence[Line]) -> Decided:
    """Fold decisions that are not undone, in the order they were taken."""
    total = Sum()
    for decision in decisions:
        add(total, decision)
    listings = tuple(replace(x, closed_at=total.closed.get(x.slug)) for x in total.listings.values())
    directory = Directory(
        listings=listings,
        merged=total.merged,
        closed={slug: at for slug, at in total.closed.items() if slug not in total.listings},
        rulings=tuple(total.rulings),
    )
    return Decided(directory=directory, confirmed=frozenset(total.confirmed | set(total.listings)))


def add(total: Sum, line: Line) -> None:
    """Add one decision to the sum."""
    detail = line.detail
    match line.kind:
        case Kind.OPEN:
            total.listings[detail["slug"]] = listing_of(detail)
        case Kind.CONFIRM:
            total.confirmed.add(detail["slug"])
        case Kind.CLOSE:
            total.closed[detail["slug"]] = line.at
        case Kind.REOPEN:
            total.closed.pop(detail["slug"], None)
        case Kind.MERGE:
            total.merged[detail["slug"]] = detail["into"]
            total.confirmed.add(detail["into"])
        case Kind.MOVE | Kind.FILE | Kind.IGNORE:
            total.rulings.extend(rulings_of(line))
            total.confirmed.add(detail.get("slug", ""))
        case Kind.UNDO | Kind.PLACED_ANEW | Kind.EXTEND | Kind.ANSWERED | Kind.SNOOZE | Kind.DISMISS:
            pass
        case _:
            assert_never(line.kind)


def listing_of(detail: Mapping[str, Any]) -> Listing:
    """Give the record that a person opened."""
    return Listing(
        slug=detail["slug"],
        name=detail["name"],
        acronym=detail["acronym"],
        country=detail["country"],
        domains=tuple(detail["domains"]),
        contacts=tuple(detail["contacts"]),
        owner=detail["owner"],
    )


def rulings_of(line: Line) -> list[Ruling]:
    """Give what a decision says of single messages: of the copies of an entry, or of a whole held mail."""
    slug = line.detail.get("slug", "")
    source = line.detail.get("source", "")
    return [
        Ruling(mail=mail, ordinal=ordinal, slug=slug, source=source, sequence=line.id)
        for mail, ordinal in line.detail["messages"]
    ]
