"""The record that a person means by its slug, its acronym or its name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.errors import Refused
from worker.records.tables import records

if TYPE_CHECKING:
    from sqlalchemy import Connection


def named(connection: Connection, words: str) -> tuple[str, str]:
    """Give the slug and name of the one record that is called so; refuse none, naming the nearest, and several."""
    asked = compared(words)
    rows = connection.execute(select(*records.c["slug", "name", "acronym"]).order_by(records.c.slug)).all()
    calls = {row.slug: {compared(x) for x in (row.slug, row.name, row.acronym) if x} for row in rows}
    names = {row.slug: row.name for row in rows}
    found = [slug for slug, called in calls.items() if asked in called]
    if len(found) == 1:
        return found[0], names[found[0]]
    if found:
        raise Refused(f"“{words}” may be {' or '.join(found)}: name one of these")
    near = difflib.get_close_matches(asked, [x for called in calls.values() for x in called], 1)
    meant = next((slug for slug, called in calls.items() if near and near[0] in called), "")
    hint = f"did you mean {meant}?" if meant else f"`new: {words}, COUNTRY` opens one"
    raise Refused(f"no record is called “{words}”; {hint}")


def name_of(connection: Connection, slug: str) -> str:
    """Give the name of a record, "" where none stands under this slug."""
    return str(connection.execute(select(records.c.name).where(records.c.slug == slug)).scalar() or "")


def compared(words: str) -> str:
    """Write a name as it is compared."""
    return " ".join(words.split()).casefold()
