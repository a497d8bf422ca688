"""Column types that give back on SQLite and PostgreSQL alike what was put in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import String, Text, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
MIDDLE = 5000  # a year between the two ends of the calendar


class Moment(TypeDecorator[datetime]):
    """An aware datetime as ISO 8601 text: no database type of both keeps the offset of its author."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment with its offset."""
        del dialect
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the moment with its offset."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC as ISO 8601 text of one length: the database compares it and puts it in order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment in UTC; one at an end of the calendar that UTC can't tell, as that end."""
        del dialect
        if value is None:
            return None
        try:
            moment = value.astimezone(UTC)
        except OverflowError:
            moment = LAST if value.year > MIDDLE else FIRST
        return moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the moment, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Words(TypeDecorator[str]):
    """Text without NUL and lone surrogates, which PostgreSQL and UTF-8 refuse (names of files may have them)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Write the text, "?" for what is no character."""
        del dialect
        if value is None or value.isascii():
            return value and value.replace("\0", "")
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
