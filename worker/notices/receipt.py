"""What became of a mail that a person brought in: where it stands, by what evidence, and which date was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.mail.message import Direction
from worker.notices.commands import EXTEND, HELP, IGNORE, NEW, NOT_A_DEADLINE, move_to
from worker.notices.evidence import evidence, why
from worker.notices.excerpt import excerpt
from worker.notices.letter import what, who
from worker.notices.moments import in_full
from worker.notices.notice import Notice
from worker.notices.shortened import shortened
from worker.prose.days import day
from worker.prose.due import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.standing import Standing
    from worker.mail.newsroom import Newsroom

NAMED: Final = 3  # candidates that can be answered with; all are told
LONGEST: Final = 120  # characters of a subject in the headline
NO_SUBJECT: Final = "no subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A letter that the mail brought, on the record where it stands, and the dates it sets."""

    record: Correspondence
    entry: Entry
    standings: tuple[Standing, ...] = ()
    opened: bool = False  # the letter opened the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A mail that a person brought in, and what became of it."""

    subject: str
    status: str  # filed | held | ignored
    reason: str = ""
    sender: str = ""  # who wrote the letter that it brought
    candidates: tuple[tuple[str, str], ...] = ()  # a slug and the evidence
    placed: tuple[Placed, ...] = ()


def receipt(mail: Brought, *, newsroom: Newsroom, zone: ZoneInfo) -> Notice:
    """Tell a person what became of a mail; ``zone`` is the reader's."""
    records = {placed.record.slug: placed.record.name for placed in mail.placed}
    slug, record = next(iter(records.items())) if len(records) == 1 else ("", "")
    return Notice(
        kind="receipt",
        title=_title(mail, zone),
        facts=tuple(_facts(mail, newsroom, zone)),
        quote=_quote(mail),
        commands=_commands(mail),
        slug=slug,
        record=record,
    )


def _title(mail: Brought, zone: ZoneInfo) -> str:
    subject = f"\u201c{shortened(mail.subject, LONGEST) or NO_SUBJECT}\u201d"
    if mail.status == "held":
        return f"Held: {subject} waits until you say where it belongs."
    if not mail.placed:
        return f"Kept off all records: {subject}."
    first = mail.placed[0]
    names = list(dict.fromkeys(placed.record.name for placed in mail.placed))
    does = "Opened" if first.opened else "Filed on"
    sent = day(first.entry.at.astimezone(zone).date())
    dates = [f"; due {moment(s.due_at.astimezone(zone))}" for s in first.standings if s.waiting]
    return f"{does} {' and '.join(names)}: {what(first.entry)} of {sent}{dates[0] if dates else ''}."


def _facts(mail: Brought, newsroom: Newsroom, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    if mail.reason:
        yield "Why", why(mail.reason, shortened(mail.sender, LONGEST))
    yield from (("Candidate", f"{slug}: {evidence(told)}") for slug, told in mail.candidates)
    told: set[str] = set()
    for placed in mail.placed:
        if placed.entry.id not in told:
            told.add(placed.entry.id)
            yield from _letter(placed.entry, newsroom, zone)
        new = ", new: look at it" if placed.opened else ""
        shut = ", which is closed" if placed.record.status == "closed" else ""
        yield "Record", f"{placed.record.name} ({placed.record.slug}){new}{shut}"
        yield "Evidence", evidence(placed.entry.placed_by)
        yield from _dates(placed, newsroom, zone)


def _letter(entry: Entry, newsroom: Newsroom, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield what(entry).capitalize(), in_full(entry.at, zone, newsroom.zone)
    yield "Who", who(entry, newsroom)
    yield "Letter", entry.message.subject or NO_SUBJECT


def _dates(placed: Placed, newsroom: Newsroom, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    for standing in placed.standings:
        words = f", read from \u201c{standing.phrase}\u201d" if standing.phrase else ""
        yield "Deadline", f"{in_full(standing.due_at, zone, newsroom.zone)}{words}"
    if not placed.standings and placed.entry.message.direction == Direction.INQUIRY:
        yield "Deadline", "none was read in it"


def _quote(mail: Brought) -> str:
    dated = ((placed.entry.message.body.own, s.phrase) for placed in mail.placed for s in placed.standings if s.phrase)
    own, phrase = next(dated, ("", ""))
    return excerpt(own, phrase) if phrase else ""


def _commands(mail: Brought) -> tuple[tuple[str, str], ...]:
    if mail.status == "held":
        slugs = list(dict.fromkeys(slug for slug, _ in mail.candidates))[:NAMED]
        return (*map(move_to, slugs or ["NAME"]), NEW, IGNORE, HELP)
    if not mail.placed:
        return move_to("NAME"), NEW, HELP
    dates = (EXTEND, NOT_A_DEADLINE) if any(placed.standings for placed in mail.placed) else ()
    return (*dates, move_to("NAME"), NEW, IGNORE, HELP)
