"""Pages by hand: rules of redaction, embargoes, counts, entries that no mail brought, investigations."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from worker.errors import Refused
from worker.mail.message import Direction
from worker.publication.manual import Channel
from worker.records import freshness, publications
from worker.records.by_hand import added
from worker.records.decisions import require
from worker.records.line import Kind
from worker.records.public import decide
from worker.records.tables import entries, records

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from worker.publication.rule import Redacts, Rule

SOONER = (
    "the embargo of the investigation {by!r} keeps {slug} from the public until {until:%Y-%m-%d %H:%M %Z}, and it "
    "would leave that: --yes assigns it all the same, 'onrecord embargo {slug} DATE' before keeps it back by itself"
)
DIGITS = 8  # of an id, in hex


def redact(  # noqa: PLR0913 - the same
    connection: Connection,
    redacts: Redacts,
    values: tuple[str, ...],
    *,
    who: str,
    at: datetime,
    why: str = "",
    scope: str = "",
    label: str = "redacted",
) -> str:
    """Add a rule of redaction for an entry, a record ("" for everywhere), and give its id."""
    if scope and not known(connection, scope):
        raise Refused(f"{scope!r} is no record and no entry: 'onrecord records' lists them")
    written = tuple(value for value in values if value.strip())
    id_ = identity("r", redacts.value, *written, scope, at.isoformat())
    detail = {"rule": id_, "redacts": redacts.value, "values": list(written), "scope": scope, "label": label}
    decide(connection, Kind.REDACT, detail, who=who, at=at, why=why)
    return id_


def lift(connection: Connection, rule: str, *, who: str, at: datetime, why: str = "") -> Rule:
    """Let a rule of redaction go no longer, and give it."""
    found = next((known for known in publications.every_rule(connection) if known.id == rule), None)
    if found is None:
        raise Refused(f"{rule!r} is no rule that people made: 'onrecord redact' lists them")
    told = {"rule": rule, "redacts": found.redacts.value, "scope": found.scope, "label": found.label}
    decide(connection, Kind.LIFT, told, who=who, at=at, why=why)
    return found


def embargo(  # noqa: PLR0913 - the same
    connection: Connection,
    until: datetime | None,
    *,
    who: str,
    at: datetime,
    why: str = "",
    slug: str = "",
    investigation: str = "",
) -> int:
    """Keep a record, or all of an investigation, from the public until a moment; None lifts it."""
    if bool(slug) == bool(investigation):
        raise Refused("an embargo is on a record or on an investigation: name one")
    if slug:
        require(connection, slug)
    elif not (publications.belonging if until else freshness.assigned)(connection, investigation):
        raise Refused(f"no record belongs to the investigation {investigation!r}: 'onrecord assign' adds one")
    detail = {"slug": slug, "investigation": investigation, "until": until.isoformat() if until else ""}
    return decide(connection, Kind.EMBARGO, detail, who=who, at=at, why=why)


def override(  # noqa: PLR0913 - the same
    connection: Connection,
    slug: str,
    *,
    who: str,
    at: datetime,
    why: str,
    inquiries: int | None = None,
    replies: int | None = None,
    first: date | None = None,
    last: date | None = None,
) -> int:
    """Let the head of a page tell other counts and days than were counted; refuse it without a reason."""
    require(connection, slug)
    if not why.strip():
        raise Refused("counts and days are overridden with a reason: give it with --why")
    if min(inquiries or 0, replies or 0) < 0 or (first and last and last < first):
        raise Refused("counts are 0 or more, and the last day is not before the first")
    detail: dict[str, Any] = {"slug": slug, "inquiries": inquiries, "replies": replies}
    detail |= {name: day.isoformat() if day else None for name, day in (("first", first), ("last", last))}
    return decide(connection, Kind.OVERRIDE, detail, who=who, at=at, why=why)


def add(  # noqa: PLR0913 - what a person may tell of a call or a letter
    connection: Connection,
    slug: str,
    channel: Channel,
    direction: Direction,
    *,
    moment: datetime,
    text: str,
    who: str,
    at: datetime,
    why: str = "",
    name: str = "",
    role: str = "",
    counted: bool = True,
) -> str:
    """Add an entry that no mail brought, and give its id; it is not public before it is released."""
    require(connection, slug)
    if channel == Channel.EMAIL or direction == Direction.INTERNAL:
        raise Refused("by hand come calls, letters, meetings and messages, from us or to us; mail comes by import")
    if not text.strip() or moment.tzinfo is None:
        raise Refused("an entry by hand needs words and a moment")
    id_ = identity("h", slug, channel.value, moment.isoformat(), text, at.isoformat())
    detail = {"entry": id_, "slug": slug, "channel": channel.value, "direction": direction.value}
    detail |= {"at": moment.isoformat(), "name": name.strip(), "role": role.strip(), "text": text.strip()}
    decide(connection, Kind.ADD, {**detail, "counted": counted}, who=who, at=at, why=why)
    return id_


def assign(  # noqa: PLR0913 - the same
    connection: Connection, slug: str, investigation: str, *, who: str, at: datetime, why: str = "", early: bool = True
) -> int:
    """Let a record, with all that were merged into it, belong to an investigation, "" for none.

    Unless it may be public so ``early``, refuse what takes it out of an embargo of the investigation that it leaves.
    """
    require(connection, slug)
    before = publications.publication(connection, slug)
    merged = publications.merged_into(connection, [slug]).get(slug, [])
    detail = {"slug": slug, "investigation": " ".join(investigation.split()), "merged": merged}
    line = decide(connection, Kind.ASSIGN, detail, who=who, at=at, why=why)
    after, until = publications.publication(connection, slug), before.embargo_until
    if until and not early and before.embargoed(at) and (after.embargo_until or at) < until:
        raise Refused(SOONER.format(slug=slug, by=before.embargo_by, until=until))
    return line


def known(connection: Connection, scope: str) -> bool:
    """Tell whether a rule can be about this: a record, an entry, or one by hand."""
    by_slug = select(records.c.id).where(records.c.slug == scope)
    by_id = select(entries.c.id).where(entries.c.id == scope)
    found = connection.execute(by_slug).first() or connection.execute(by_id).first()
    return found is not None or added(connection, scope) is not None


def identity(prefix: str, *parts: str) -> str:
    """Give an id that no entry by mail can have."""
    return prefix + sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:DIGITS]
