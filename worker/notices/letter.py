"""A letter in a few words: who wrote it to whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.mail.message import Direction, Kind
from worker.prose.days import day
from worker.prose.people import everybody, named

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence, Entry
    from worker.mail.newsroom import Newsroom


def who(entry: Entry, newsroom: Newsroom) -> str:
    """Say who wrote to whom: "Mara Lind (mara@...) to Jo Reed (press@...)"."""
    message = entry.message
    readers = tuple(a for a in message.recipients if not newsroom.is_mailbox(a.address))
    return f"{named(message.sender)} to {everybody(readers)}"


def what(entry: Entry) -> str:
    """Name what a letter is, in the newsroom's words."""
    if entry.message.kind != Kind.MESSAGE:
        return {Kind.AUTO_REPLY: "automatic reply", Kind.BOUNCE: "delivery report"}.get(
            entry.message.kind, str(entry.message.kind)
        )
    return str(entry.message.direction)


def found(record: Correspondence, entry_id: str) -> Entry | None:
    """Give the entry that sets a deadline, unless it left its record since."""
    return next((e for e in record.entries if e.id == entry_id), None)


def acknowledgement(record: Correspondence, entry_id: str, zone: ZoneInfo) -> str:
    """Tell when the other side wrote, after a letter of ours, that it arrived; "" if it did not."""
    later = False
    for entry in record.entries:
        if later and entry.message.direction == Direction.REPLY and entry.message.kind == Kind.ACKNOWLEDGEMENT:
            sender = entry.message.sender
            return f"{day(entry.at.astimezone(zone).date())}, by {sender.name or sender.address}"
        later = later or entry.id == entry_id
    return ""
