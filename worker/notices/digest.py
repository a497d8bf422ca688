"""A person's week: what is overdue, due and promised, and the mail that waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from worker.notices.moments import on_weekday
from worker.notices.notice import Notice, Table
from worker.notices.shortened import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing
    from worker.mail.newsroom import Newsroom

LONGEST: Final = 30  # rows of a table: Gmail cuts off a mail of more than 102 KB
WIDEST: Final = 120  # characters of a cell
NO_DATE: Final = "no date given"


class Waiting(Protocol):
    """Mail that is held, as far as a digest tells of it."""

    @property
    def id(self) -> str:
        """The id that ``onrecord file`` takes."""

    @property
    def sender(self) -> str:
        """Who wrote it."""

    @property
    def subject(self) -> str:
        """Its subject."""

    @property
    def reason(self) -> str:
        """Why it waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a digest tells of."""

    due: tuple[tuple[Correspondence, Standing], ...] = ()
    overdue: tuple[tuple[Correspondence, Standing], ...] = ()
    promised: tuple[tuple[Correspondence, Standing], ...] = ()
    held: tuple[Waiting, ...] = ()
    calendar_url: str = ""


def digest(week: Week, *, newsroom: Newsroom, zone: ZoneInfo) -> Notice:
    """Sum up a week, what is late first; ``zone`` is the reader's."""
    held = tuple(
        tuple(shortened(told, WIDEST) for told in (mail.sender, mail.subject, mail.reason)) for mail in week.held
    )
    tables = (
        _table("Overdue", ("Since", "Record", "Asked"), _rows(week.overdue, zone)),
        _table("Due", ("By", "Record", "Asked"), _rows(week.due, zone)),
        _table("Promised", ("By", "Record", "Promised"), _rows(week.promised, zone)),
        _table("Held (onrecord held tells more)", ("From", "Subject", "Why"), held),
    )
    numbers = {"overdue": week.overdue, "due": week.due, "promised": week.promised, "held": week.held}
    told = ", ".join(f"{len(rows)} {name}" for name, rows in numbers.items() if rows)
    return Notice(
        kind="digest",
        title=f"Your week: {told or 'nothing is overdue, due, promised or held'}.",
        paragraphs=tuple(_paragraphs(week, newsroom, zone)),
        tables=tuple(table for table in tables if table.rows),
    )


def _paragraphs(week: Week, newsroom: Newsroom, zone: ZoneInfo) -> Iterator[str]:
    if zone.key != newsroom.zone.key and (week.due or week.overdue or week.promised):
        yield f"Times are those of {zone.key}; the newsroom keeps those of {newsroom.zone.key}."
    if week.calendar_url:
        yield f"Your deadlines as a calendar to subscribe to: {week.calendar_url}"


def _rows(found: Iterable[tuple[Correspondence, Standing]], zone: ZoneInfo) -> tuple[tuple[str, ...], ...]:
    ordered = sorted(found, key=lambda pair: (pair[1].due_at, pair[0].slug, pair[1].id))
    return tuple(
        (on_weekday(s.due_at.astimezone(zone)), shortened(record.name, WIDEST), shortened(s.phrase, WIDEST) or NO_DATE)
        for record, s in ordered
    )


def _table(title: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    if len(rows) > LONGEST:
        rows = (*rows[:LONGEST], (f"and {len(rows) - LONGEST} more", "", ""))
    return Table(title=title, columns=columns, rows=rows)
