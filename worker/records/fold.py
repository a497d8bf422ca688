"""Folds decisions, oldest first, into what they come to: the directory that placing asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from worker.deadlines.ruled import Ruled
from worker.records.line import ON_PAGES, Kind
from worker.threads.directory import Directory, Listing, Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.records.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided: the directory, the records they have looked at, and their word on deadlines."""

    directory: Directory
    confirmed: frozenset[str]
    ruled: Mapping[str, Mapping[str, Ruled]]  # by the entry that sets the deadline, and the deadline's id


@dataclass(slots=True, kw_only=True)
class Sum:
    """What the decisions so far come to."""

    listings: dict[str, Listing] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    closed: dict[str, datetime] = field(default_factory=dict)
    rulings: list[Ruling] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)
    ruled: dict[str, dict[str, Ruled]] = field(default_factory=dict)


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
    confirmed = frozenset(total.confirmed | set(total.listings))
    return Decided(directory=directory, confirmed=confirmed, ruled=total.ruled)


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
        case Kind.EXTEND | Kind.ANSWERED | Kind.SNOOZE | Kind.DISMISS:
            of_entry = total.ruled.setdefault(detail["entry"], {})
            of_entry[detail["deadline"]] = ruled(of_entry.get(detail["deadline"], Ruled()), line)
        case Kind.UNDO | Kind.PLACED_ANEW:
            pass
        case _:
            assert line.kind in ON_PAGES  # these place no letter: publication_fold adds them up


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


def ruled(before: Ruled, line: Line) -> Ruled:
    """Give people's word on a deadline after one more decision; a new date is awaited, whatever was said before."""
    match line.kind:
        case Kind.EXTEND:
            return Ruled(due_at=datetime.fromisoformat(line.detail["due_at"]))
        case Kind.ANSWERED:
            return replace(before, answered_at=datetime.fromisoformat(line.detail["answered_at"]), snoozed_until=None)
        case Kind.SNOOZE:
            return replace(before, snoozed_until=datetime.fromisoformat(line.detail["until"]))
        case Kind.DISMISS:
            return replace(before, cancelled=True, snoozed_until=None)
        case _:
            return before
