"""The ledger by hand: each decision is checked against what stands, then written as a line of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from worker.errors import Refused
from worker.mail.addr_spec import compared
from worker.records import archive, freshness, journal
from worker.records.line import Kind
from worker.records.status import Status
from worker.records.subjects import copies_of
from worker.records.tables import entries, records
from worker.threads.slug import slugify

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from worker.records.line import Line


def open_record(  # noqa: PLR0913 - what a person may tell of an organisation
    connection: Connection,
    name: str,
    *,
    who: str,
    at: datetime,
    why: str = "",
    acronym: str = "",
    country: str = "",
    domains: tuple[str, ...] = (),
    contacts: tuple[str, ...] = (),
    owner: str = "",
) -> str:
    """Open a record and give its slug; one that mail opened under this name becomes it, with what mail told of it."""
    if not name.strip():
        raise Refused("a record needs a name")
    asked = " ".join(name.split())
    listed = {listing.slug for listing in journal.directory(connection).listings}
    standing = connection.execute(select(records)).all()
    by_mail = (row for row in standing if row.slug not in listed)
    known = next((row for row in by_mail if row.name.casefold() == asked.casefold()), None)
    slug = known.slug if known else slugify(asked, listed | {row.slug for row in standing})
    detail = {
        "slug": slug,
        "name": asked,
        "acronym": acronym.strip(),
        "country": country.strip(),
        "domains": lowered(domains) or (known.domains if known else []),
        "contacts": lowered(contacts) or (known.contacts if known else []),
        "owner": owner.strip() or (known.owner if known else ""),
    }
    journal.record(connection, Kind.OPEN, detail, who=who, at=at, why=why)
    return slug


def confirm(connection: Connection, slug: str, *, who: str, at: datetime, why: str = "") -> None:
    """Note that a person has looked at a record that mail opened by itself."""
    require(connection, slug)
    journal.record(connection, Kind.CONFIRM, {"slug": slug}, who=who, at=at, why=why)


def close(connection: Connection, slug: str, *, who: str, at: datetime, why: str = "") -> None:
    """Close a record: from now on it takes only what is proved to belong there."""
    if require(connection, slug).status == "closed":
        raise Refused(f"the record {slug!r} is closed already")
    journal.record(connection, Kind.CLOSE, {"slug": slug}, who=who, at=at, why=why)


def reopen(connection: Connection, slug: str, *, who: str, at: datetime, why: str = "") -> None:
    """Open a closed record again."""
    if require(connection, slug).status == "open":
        raise Refused(f"the record {slug!r} is open already")
    journal.record(connection, Kind.REOPEN, {"slug": slug}, who=who, at=at, why=why)


def merge(  # noqa: PLR0913 - what was decided, and who when and why
    connection: Connection, slug: str, into: str, *, who: str, at: datetime, why: str = ""
) -> None:
    """Merge a record into another, which takes over its entries and its later mail."""
    require(connection, slug)
    require(connection, into)
    if slug == into:
        raise Refused("a record can't be merged into itself: name two")
    journal.record(connection, Kind.MERGE, {"slug": slug, "into": into}, who=who, at=at, why=why)
    freshness.unsettle_slugs(connection, [into])


def move(  # noqa: PLR0913 - the same
    connection: Connection, entry: str, slug: str, *, who: str, at: datetime, why: str = ""
) -> None:
    """Move an entry, in all its copies, from the record it stands on to another."""
    require(connection, slug)
    source = connection.execute(
        select(records.c.slug).join(entries, entries.c.record_id == records.c.id).where(entries.c.id == entry)
    ).scalar()
    if source is None:
        raise Refused(f"no entry {entry!r}: 'onrecord show SLUG' lists the ids")
    if source == slug:
        raise Refused(f"the entry {entry!r} stands on {slug!r} already")
    messages = [list(copy) for copy in copies_of(connection, entry)]
    detail = {"entry": entry, "source": source, "slug": slug, "messages": messages}
    journal.record(connection, Kind.MOVE, detail, who=who, at=at, why=why)


def file(  # noqa: PLR0913 - the same
    connection: Connection, held: str, slug: str, *, who: str, at: datetime, why: str = ""
) -> None:
    """Place a mail that was held or ignored on a record."""
    require(connection, slug)
    mail = archive.find(connection, held)
    if Status.FAILED in archive.states(connection, [mail]).values():
        raise Refused(f"the mail {held!r} can't be read, so it can't be filed: 'onrecord ignore' sets it aside")
    last = last_decision(connection, mail)
    if last and last.kind is Kind.FILE and last.detail["slug"] == slug:
        raise Refused(f"the mail {held!r} was filed on {slug!r} already")
    detail = {"slug": slug, "messages": [[mail, None]]}
    journal.record(connection, Kind.FILE, detail, who=who, at=at, why=why)


def ignore(connection: Connection, held: str, *, who: str, at: datetime, why: str = "") -> None:
    """Decide that a mail belongs on no record."""
    mail = archive.find(connection, held)
    last = last_decision(connection, mail)
    if last and last.kind is Kind.IGNORE:
        raise Refused(f"the mail {held!r} is kept off all records already")
    journal.record(connection, Kind.IGNORE, {"messages": [[mail, None]]}, who=who, at=at, why=why)


def last_decision(connection: Connection, mail: str) -> Line | None:
    """Give the newest decision about a mail that stands: the same one twice would have to be undone twice."""
    about = (line for line in journal.decisions(connection) if mail in dict(line.detail.get("messages", ())))
    return max(about, key=lambda line: line.id, default=None)


def require(connection: Connection, slug: str) -> Row[*tuple[Any, ...]]:
    """Give a record; refuse a slug that names none."""
    row = connection.execute(select(records).where(records.c.slug == slug)).one_or_none()
    if row is None:
        raise Refused(f"no record {slug!r}: 'onrecord records' lists them")
    return row


def lowered(words: tuple[str, ...]) -> list[str]:
    """Give domains or addresses as they are compared, each once."""
    return list(dict.fromkeys(compared(word.strip()) for word in words if word.strip()))
