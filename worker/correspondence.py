"""The record as it is read: an organisation, its entries in order, its counts, its range and its deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.deadlines.extract import extract
from worker.deadlines.standing import Said, standings
from worker.mail.message import Direction, Kind

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.deadline import Deadline
    from worker.deadlines.standing import Standing
    from worker.mail.message import Message

COUNTED = frozenset({Kind.MESSAGE, Kind.ACKNOWLEDGEMENT})
SETS = {Direction.INQUIRY: Ask.REQUEST, Direction.REPLY: Ask.PROMISE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A mail that brought an entry: the sha256 of its octets, how it came, and who of ours brought it in."""

    sha256: str
    how: str  # direct | bcc | forward | attached | redirect | import
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or office of the other side; ``role`` as read from the newest signature that tells one."""

    name: str
    address: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message on its record, in its best copy."""

    id: str
    message: Message
    sent_at: datetime  # of the message, else of its receipt
    sources: tuple[Source, ...]
    placed_by: str
    publication: str = "pending"

    @property
    def counted(self) -> bool:
        """Tell whether it is an inquiry or a reply that the head of the page counts."""
        return self.message.kind in COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """The record of one organisation: every letter either way, whatever its subject or contact."""

    slug: str
    name: str
    acronym: str
    country: str
    domains: tuple[str, ...]
    listed_contacts: tuple[str, ...]
    owner: str
    status: str  # open | closed
    confirmed: bool
    entries: tuple[Entry, ...]  # in order of the conversation

    @property
    def inquiries(self) -> int:
        """Count the letters from us."""
        return sum(e.counted and e.message.direction == Direction.INQUIRY for e in self.entries)

    @property
    def replies(self) -> int:
        """Count the letters from them, acknowledgements among them."""
        return sum(e.counted and e.message.direction == Direction.REPLY for e in self.entries)

    def days(self, zone: ZoneInfo) -> tuple[str, str]:
        """Give the days of the first and last counted message, each in its author's own zone (else in ``zone``)."""
        counted = [e for e in self.entries if e.counted]
        if not counted:
            return "", ""
        first, last = (
            e.sent_at if e.message.offset_known else e.sent_at.astimezone(zone) for e in (counted[0], counted[-1])
        )
        return first.date().isoformat(), last.date().isoformat()

    def deadlines(self, calendar: Calendar, now: datetime) -> tuple[Standing, ...]:
        """Tell what dates both sides set, in order of the conversation, and how each stands."""
        letters = [
            Said(
                id=entry.id,
                direction=entry.message.direction,
                kind=entry.message.kind,
                sent_at=entry.sent_at,
                deadlines=deadlines(entry.message, entry.sent_at, calendar),
            )
            for entry in self.entries
        ]
        return standings(letters, now=now)


def deadlines(message: Message, sent_at: datetime, calendar: Calendar) -> tuple[Deadline, ...]:
    """Read the dates that a message sets: ours asks, theirs promises; what a machine wrote sets none."""
    kind = SETS.get(message.direction)
    if kind is None or message.kind not in COUNTED:
        return ()
    at = sent_at if message.offset_known else sent_at.astimezone(calendar.zone)
    ours = message.direction == Direction.INQUIRY
    return extract(message.body.own, kind=kind, sent_at=at, calendar=calendar, ours=ours)
