"""Which pages are in step with the ledger: what changes an entry or is decided lets its page be rendered again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select, update

from worker.records.by_hand import added, called_now
from worker.records.line import ON_ENTRIES, Kind, investigation
from worker.records.parts import parts
from worker.records.tables import entries, journal, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from worker.records.line import Line

STALE = ""
ANEW: dict[str, Any] = {"fresh_by": STALE, "revision": records.c.revision + 1}
STATES = {Kind.RELEASE: "published", Kind.WITHHOLD: "withheld"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A record whose page is to be rendered; what changes meanwhile gives it another revision."""

    slug: str
    revision: int
    changed: bool  # itself, not only what all pages are rendered by


def stale(connection: Connection, *, by: str, now: datetime, limit: int | None = None) -> tuple[Stale, ...]:
    """Give the records whose pages are not as they are to be."""
    itself = or_(records.c.fresh_by == STALE, records.c.stale_at <= now)
    chosen = (
        select(*records.c["slug", "revision"], itself.label("changed"))
        .where(or_(records.c.fresh_by != by, itself))
        .order_by(records.c.id)
        .limit(limit)
    )
    return tuple(Stale(slug=r.slug, revision=r.revision, changed=bool(r.changed)) for r in connection.execute(chosen))


def named(connection: Connection, slugs: Iterable[str]) -> tuple[Stale, ...]:
    """Give these records, as far as they are any, to be rendered though nothing changed."""
    wanted = sorted(slugs)
    found: list[Stale] = []
    for some in parts(wanted):
        rows = select(*records.c["slug", "revision"]).where(records.c.slug.in_(some))
        found += [Stale(slug=r.slug, revision=r.revision, changed=False) for r in connection.execute(rows)]
    return tuple(found)


def settle(connection: Connection, rendered: Iterable[tuple[Stale, datetime | None]], *, by: str) -> None:
    """Note that pages are in step, each until a moment; one whose record changed meanwhile is not.

    It is to be rendered again even if a later run did so already: this one may have written over what that one wrote.
    """
    rows = [{"page": one.slug, "seen": one.revision, "until": until} for one, until in rendered]
    if rows:
        page, same = records.c.slug == bindparam("page"), records.c.revision == bindparam("seen")
        fresh = update(records).where(page, same).values(fresh_by=by, stale_at=bindparam("until"))
        connection.execute(fresh, rows)
        connection.execute(update(records).where(page, ~same).values(ANEW), rows)


def unsettle(connection: Connection, chosen: ColumnElement[bool]) -> None:
    """Let the pages of chosen records be rendered again."""
    connection.execute(update(records).where(chosen).values(ANEW))


def unsettle_slugs(connection: Connection, slugs: Iterable[str]) -> None:
    """Let the pages of these records be rendered again, and those on which entries stand that left them."""
    named = sorted(set(slugs))
    for some in parts(named):
        unsettle(connection, records.c.slug.in_(some))
    for some in parts(left(connection, named)):
        unsettle(connection, records.c.id.in_(select(entries.c.record_id).where(entries.c.id.in_(some))))


def left(connection: Connection, slugs: Iterable[str]) -> list[str]:
    """Give the ids of entries that were decided upon on these records, or moved from them."""
    lines = select(journal.c.subject, journal.c.detail).where(journal.c.kind.in_((*ON_ENTRIES, Kind.MOVE)))
    named = set(slugs)
    told = ((row.subject, row.detail) for row in connection.execute(lines))
    return sorted({entry for entry, detail in told if named & {detail["slug"], detail.get("source")}})


def follow(connection: Connection, decision: Line) -> None:
    """Let the pages follow a decision that was taken or undone."""
    about = decision.subject
    if decision.kind in ON_ENTRIES:
        refresh(connection, [about])
    if decision.kind is Kind.EMBARGO and (name := decision.detail["investigation"]):
        unsettle_slugs(connection, assigned(connection, name))
    elif about:
        on = select(entries.c.record_id).where(entries.c.id == about)
        slug = added(connection, about) or called_now(connection, about)
        unsettle(connection, or_(records.c.id.in_(on), records.c.slug == slug))
        if decision.kind not in ON_ENTRIES:
            unsettle_slugs(connection, (about, slug))


def assigned(connection: Connection, name: str) -> tuple[str, ...]:
    """Give the slugs of all that was ever assigned to an investigation, by what they are called now and were then."""
    lines = select(journal.c.subject, journal.c.detail).where(journal.c.kind == Kind.ASSIGN)
    wanted = investigation(name)
    found = [r.subject for r in connection.execute(lines) if investigation(r.detail["investigation"]) == wanted]
    return tuple(dict.fromkeys((*(called_now(connection, slug) for slug in found), *found)))


def refresh(connection: Connection, ids: Sequence[str]) -> None:
    """Let entries tell how they stand in public, as the newest decision about each says."""
    rows = []
    for some in parts(ids):
        lines = (
            select(*journal.c["subject", "kind"])
            .where(journal.c.subject.in_(some), journal.c.kind.in_(STATES), journal.c.undone.is_(None))
            .order_by(journal.c.id)
        )
        last = {row.subject: STATES[Kind(row.kind)] for row in connection.execute(lines)}
        rows += [{"entry": id_, "state": last.get(id_, "pending")} for id_ in some]
    if rows:
        changed = update(entries).where(entries.c.id == bindparam("entry"))
        connection.execute(changed.values(publication=bindparam("state")), rows)
