"""Deadlines by hand: what people say of one is checked against what the letters say, then written in the journal."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.records import agenda, journal
from worker.records.line import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from worker.records.agenda import Awaited

NEAR = 0.5  # of an id


def extend(  # noqa: PLR0913 - what was decided, and who when and why
    connection: Connection, deadline: str, due_at: datetime, *, who: str, at: datetime, why: str = ""
) -> int:
    """Let a deadline be due at another time, and give the line that says so."""
    told = {"due_at": due_at.isoformat()}
    return rule(connection, Kind.EXTEND, deadline, told, who=who, at=at, why=why)


def answered(  # noqa: PLR0913 - the same
    connection: Connection,
    deadline: str,
    *,
    who: str,
    at: datetime,
    why: str = "",
    answered_at: datetime | None = None,
) -> int:
    """Note that a deadline is answered, by now or since some time, and give the line that says so."""
    told = {"answered_at": (answered_at or at).isoformat()}
    return rule(connection, Kind.ANSWERED, deadline, told, who=who, at=at, why=why)


def snooze(  # noqa: PLR0913 - the same
    connection: Connection, deadline: str, until: datetime, *, who: str, at: datetime, why: str = ""
) -> int:
    """Let nobody be reminded of a deadline before a moment, and give the line that says so."""
    if until <= at:
        raise Refused(f"{until:%Y-%m-%d %H:%M} is past: name a time to come")
    return rule(connection, Kind.SNOOZE, deadline, {"until": until.isoformat()}, who=who, at=at, why=why)


def dismiss(connection: Connection, deadline: str, *, who: str, at: datetime, why: str = "") -> int:
    """Note that what was read as a deadline is none, and give the line that says so."""
    return rule(connection, Kind.DISMISS, deadline, {}, who=who, at=at, why=why)


def rule(  # noqa: PLR0913 - the same
    connection: Connection, kind: Kind, deadline: str, told: dict[str, str], *, who: str, at: datetime, why: str
) -> int:
    """Write people's word on a deadline; refuse an id that names none."""
    meant = known(connection, deadline)
    agenda.unsettle_entry(connection, meant.entry)
    detail = {"deadline": meant.id, "entry": meant.entry, "slug": meant.slug} | told
    return journal.record(connection, kind, detail, who=who, at=at, why=why)


def known(connection: Connection, deadline: str) -> Awaited:
    """Give a deadline as it stands; refuse an id that names none."""
    found = agenda.find(connection, deadline)
    if found is None:
        raise Refused(f"no deadline {deadline!r}{nearest(connection, deadline)} `onrecord deadlines` lists them")
    return found


def nearest(connection: Connection, deadline: str) -> str:
    """Ask for the known id that is nearest, if any is near."""
    near = get_close_matches(deadline, agenda.ids(connection), n=1, cutoff=NEAR)
    return f", did you mean {near[0]}?" if near else ";"
