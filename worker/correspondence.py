"""The record as it is read: an organisation, its entries in order, its counts, its range and its deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from worker.deadlines.follow_up import follow_up
from worker.deadlines.question import question
from worker.deadlines.said import Said
from worker.deadlines.set_by import LETTERS, set_by
from worker.deadlines.standing import standings
from worker.mail.message import Direction, Forwarded, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo
    from zoneinfo import ZoneInfo

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.ruled import Ruled
    from worker.deadlines.standing import Standing
    from worker.mail.message import Message

COUNTED: Final = LETTERS
DOUBTFUL: Final = timedelta(hours=48)


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
    received_at: datetime | None = None
    direct: bool = False  # it came from its author straight to us, not in a copy that somebody sent on later

    @property
    def date_doubtful(self) -> bool:
        """Tell whether its date is so far off its receipt that it can't be believed.

        What somebody sent on later may well be old; long after it came to us nothing was written.
        """
        if self.received_at is None:
            return False
        off = self.sent_at - self.received_at
        return off > DOUBTFUL or (self.direct and -off > DOUBTFUL)

    @property
    def at(self) -> datetime:
        """Give when it counts as sent, on its author's clock: no later than when it was received.

        An old date is believed, though it be told as doubtful: whoever moves to another server moves old mail there.
        """
        if self.received_at is None:
            return self.sent_at
        ahead = self.sent_at - self.received_at
        if ahead > (timedelta() if self.direct else DOUBTFUL):
            return self.received_at.astimezone(self.sent_at.tzinfo)
        return self.sent_at

    def dated(self, zone: ZoneInfo) -> datetime:
        """Give when it counts as sent on its author's clock, on that of ``zone`` where the author's is not known."""
        return self.at if self.message.offset_known else self.at.astimezone(zone)

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
    ruled: Mapping[str, Ruled] = field(default_factory=dict, hash=False)  # by the deadline's id

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
        first, last = (entry.dated(zone).date().isoformat() for entry in (counted[0], counted[-1]))
        return first, last

    def deadlines(self, calendar: Calendar, now: datetime) -> tuple[Standing, ...]:
        """Tell what dates both sides set, in order of the conversation, and how each stands."""
        return standings(self._letters(calendar), now=now, ruled=self.ruled)

    def agenda(self, calendar: Calendar, now: datetime, follow_up_after: int) -> tuple[Standing, ...]:
        """Tell what there is to be reminded of: the deadlines, and where none is awaited, to ask again."""
        letters = self._letters(calendar)
        told = standings(letters, now=now, ruled=self.ruled)
        again = follow_up(letters, told, now=now, calendar=calendar, after=follow_up_after, ruled=self.ruled)
        return (*told, again) if again else told

    def _letters(self, calendar: Calendar) -> list[Said]:
        theirs = [e for e in self.entries if e.counted and _at_home(e, calendar.zone)]
        return [
            Said(
                id=entry.id,
                direction=entry.message.direction,
                kind=_kind(entry.message),
                sent_at=entry.at,
                deadlines=set_by(
                    entry.message,
                    # A clock that is a little fast moves no date, as one that can't be believed does.
                    entry.at if entry.date_doubtful else entry.sent_at,
                    calendar,
                    None if _at_home(entry, calendar.zone) else _home(entry, theirs),
                ),
                question=entry.message.direction == Direction.REPLY and question(entry.message.body.own),
            )
            for entry in self.entries
        ]


def _kind(message: Message) -> Kind:
    """Tell what a message is to who waits for an answer: one that says nothing only tells that ours arrived."""
    says = message.attachments or any(map(str.isalnum, message.body.own))
    reply = message.direction == Direction.REPLY and message.kind == Kind.MESSAGE
    return Kind.ACKNOWLEDGEMENT if reply and not says else message.kind


def _at_home(entry: Entry, zone: ZoneInfo) -> bool:
    """Tell whether a letter of theirs tells its author's offset; ours in a forward is only the forwarder's."""
    message, at = entry.message, entry.at
    ours = message.forwarded == Forwarded.INLINE and at.utcoffset() == at.astimezone(zone).utcoffset()
    return message.direction == Direction.REPLY and message.offset_known and not ours


def _home(entry: Entry, theirs: list[Entry]) -> tzinfo | None:
    """Tell where the author of a letter is: as in their letter nearest in time that tells, else their side's."""
    if entry.message.direction != Direction.REPLY:
        return None
    address = entry.message.sender.key
    own = [other for other in theirs if other.message.sender.key == address]
    nearest = min(own or theirs, key=lambda other: abs(other.at - entry.at), default=None)
    return nearest.sent_at.tzinfo if nearest else None
