"""One look at a mailbox that changes nothing: what its server offers, its folders, the headers of the newest mails."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.mailbox.answers import Declined
from worker.mailbox.imap import connected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from worker.mailbox.account import Account
    from worker.mailbox.folder import Folder
    from worker.mailbox.imap import Session

NEWEST = 20  # mails whose header is looked at
FIELDS = "AUTHENTICATION-RESULTS RECEIVED TO CC DELIVERED-TO X-ORIGINAL-TO ENVELOPE-TO X-ENVELOPE-TO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The fields that were asked for of one mail, and when it was received."""

    octets: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A folder that was opened."""

    name: str
    uidvalidity: int
    uids: frozenset[int]
    marks: bool  # a mail in it can be marked as the configuration says
    newest: tuple[Header, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen of a mailbox; of a folder that can't be opened, why."""

    idle: bool
    moves: bool
    folders: tuple[Seen, ...]
    shut: dict[str, str]
    unmarkable: tuple[str, ...]  # why mail can't be moved

    @property
    def received_at(self) -> datetime | None:
        """Give when the newest mail was received."""
        return max((h.received_at for folder in self.folders for h in folder.newest), default=None)


def look(account: Account) -> Look:
    """Log in and open each folder of the account; Transient or Refused, in one line, where nobody comes so far."""
    with connected(account) as session:
        opened: list[Seen] = []
        shut: dict[str, str] = {}
        for name in account.folders:
            try:
                opened.append(seen(session, name))
            except (Declined, Refused) as error:
                shut[name] = str(error)
        return Look(
            idle=session.client.has_capability("IDLE"),
            moves=session.client.has_capability("MOVE"),
            folders=tuple(opened),
            shut=shut,
            unmarkable=session.unmarkable(),
        )


def seen(session: Session, name: str) -> Seen:
    """Open a folder and read the headers of its newest mails."""
    folder = session.open(name)
    uids = frozenset(uid for window in folder.uids(1) for uid in window)
    return Seen(
        name=name, uidvalidity=folder.uidvalidity, uids=uids, marks=folder.marks, newest=tuple(headers(folder, uids))
    )


def headers(folder: Folder, uids: Collection[int]) -> Iterator[Header]:
    """Yield the headers of the newest mails of a folder."""
    newest = heapq.nlargest(NEWEST, uids)
    answers, _ = folder.answers(newest, "INTERNALDATE", f"BODY.PEEK[HEADER.FIELDS ({FIELDS})]")
    for told in answers.values():
        octets = next((value for key, value in told.items() if key.startswith(b"BODY[HEADER.FIELDS")), None)
        if octets and (received_at := told.get(b"INTERNALDATE")):
            yield Header(octets=octets, received_at=received_at)
