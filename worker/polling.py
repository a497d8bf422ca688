"""Mail comes in from a server: fetched since the cursor, archived with it in one commit, and only then marked."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.mail.raw import RawMessage
from worker.mailbox.answers import Declined
from worker.mailbox.fetching import batches
from worker.mailbox.imap import connected
from worker.records import archive, places, pulses
from worker.records.database import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from worker.mailbox.account import Account
    from worker.mailbox.fetching import Batch
    from worker.mailbox.folder import Folder
    from worker.records.database import Engine

log = logging.getLogger(__name__)

COMPARED_EVERY = timedelta(days=1)  # all uids of a folder with the places that are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll came to: ``mails`` are the sha256 of what is new; ``refused`` says what a person must change.

    What was ``oversized``, or what the server ``declined`` to give, stays where it lies and is asked for again.
    """

    new: int = 0
    known: int = 0
    gone: int = 0
    oversized: int = 0
    declined: int = 0
    mails: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def quiet(_octets: int) -> None:
    """Tell nobody how far it is."""


def poll(
    engine: Engine,
    account: Account,
    *,
    trusted_folders: Collection[str],
    now: datetime,
    progress: Callable[[int], None] = quiet,
) -> Polled:
    """Archive what is new in the folders of a mailbox, and mark it there; ``progress`` hears the octets of each mail.

    Transient where the connection is lost or refused for the moment: what was archived stays, the next poll goes on.
    Refused where nothing can be polled before a person changes something; a single folder of that kind is only told.
    """
    visits: list[Visit] = []
    refused: list[str] = []
    with connected(account) as session:
        for name in account.folders:
            try:
                folder = session.open(name)
            except Refused as error:
                refused.append(str(error))
                continue
            trusted = name in trusted_folders
            visits.append(Visit(engine, folder, f"{account.name}/{name}", trusted=trusted, now=now))
            visits[-1].run(progress)
        refused += session.unmarkable()
    return Polled(
        new=sum(len(visit.new) for visit in visits),
        known=sum(visit.known for visit in visits),
        gone=sum(visit.gone for visit in visits),
        oversized=sum(visit.oversized for visit in visits),
        declined=sum(visit.declined for visit in visits),
        mails=tuple(dict.fromkeys(digest for visit in visits for digest in visit.new)),
        refused=tuple(refused),
    )


class Visit:
    """One poll of one folder, and what it has come to so far."""

    def __init__(self, engine: Engine, folder: Folder, mailbox: str, *, trusted: bool, now: datetime) -> None:
        self.engine, self.folder, self.mailbox = engine, folder, mailbox
        self.trusted, self.now = trusted, now
        self.marks = folder.marks
        self.left = 0  # the lowest uid that could not be fetched: the cursor stays before it
        self.new: list[str] = []
        self.known = self.gone = self.oversized = self.declined = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """Poll the folder."""
        first = self.begin()
        self.mark(self.unmarked())
        for window in self.folder.uids(first):
            for batch in batches(self.folder, self.unknown(window)):
                self.settle(batch)
                self.mark([mail.uid for mail in batch.mails])
                for mail in batch.mails:
                    progress(len(mail.octets))
            self.reach(window[-1])
        self.end(compared=first == 1)

    def begin(self) -> int:
        """Find the uid to begin with: after the cursor, or the first where mail may have been passed over."""
        folder = self.folder
        with reading(self.engine) as connection:
            self.cursor = places.cursor(connection, self.mailbox, folder.uidvalidity)
            known = places.known(connection, self.mailbox, folder.uidvalidity)
        if 0 < folder.uidnext <= self.cursor.uid:
            log.warning("%s was set back by its server to uid %d", self.mailbox, folder.uidnext)
            with writing(self.engine) as connection:
                places.forget(connection, self.mailbox, folder.uidvalidity, uidnext=folder.uidnext)
            self.cursor = places.Cursor(uidvalidity=folder.uidvalidity)
        compared_at = self.cursor.checked_at
        due = compared_at is None or self.now - compared_at >= COMPARED_EVERY
        return 1 if due or folder.exists > known else self.cursor.uid + 1

    def unmarked(self) -> Sequence[int]:
        """Give what an interrupted poll archived and did not mark."""
        if not self.marks or self.cursor.marked >= self.cursor.uid:
            return ()
        with reading(self.engine) as connection:
            within = {"first": self.cursor.marked + 1, "last": self.cursor.uid}
            return sorted(places.uids(connection, self.mailbox, self.folder.uidvalidity, **within))

    def unknown(self, window: Sequence[int]) -> list[int]:
        """Give those of some uids whose mails are not archived."""
        with reading(self.engine) as connection:
            within = {"first": window[0], "last": window[-1]}
            known = places.uids(connection, self.mailbox, self.folder.uidvalidity, **within)
        return [uid for uid in window if uid not in known]

    def settle(self, batch: Batch) -> None:
        """Archive a batch and move the cursor, in one commit."""
        left = (*batch.oversized, *batch.declined)
        self.left = min(filter(None, (self.left, *left)), default=0)
        self.reach(batch.reached)
        raws = [
            RawMessage(
                octets=mail.octets,
                mailbox=self.mailbox,
                uidvalidity=self.folder.uidvalidity,
                uid=mail.uid,
                internal_date=mail.internal_date,
                trusted=self.trusted,
            )
            for mail in batch.mails
        ]
        if raws:
            with writing(self.engine) as connection:
                stored = archive.store(connection, raws, now=self.now)
                places.advance(connection, self.mailbox, self.cursor)
            self.new += stored.new
            self.known += stored.known
        self.gone += batch.gone
        self.oversized += len(batch.oversized)
        self.declined += len(batch.declined)
        for uid in left:
            why = "is too large to archive" if uid in batch.oversized else "is not given by the server"
            log.warning("the mail with uid %d in %s %s; it stays there", uid, self.mailbox, why)

    def reach(self, uid: int) -> None:
        """Move the cursor to a uid, but over no mail that was left."""
        upto = min(uid, self.left - 1) if self.left else uid
        self.cursor = replace(self.cursor, uid=max(self.cursor.uid, upto))

    def mark(self, uids: Sequence[int]) -> None:
        """Mark on the server what is archived; a server that declines is not asked again."""
        if not self.marks:
            return
        try:
            if uids:
                self.folder.mark(uids)
        except Declined as error:
            log.warning("mail in %s can't be marked: %s", self.mailbox, error)
            self.marks = False
        else:
            self.cursor = replace(self.cursor, marked=self.cursor.uid)

    def end(self, *, compared: bool) -> None:
        """Note that the folder was polled to its end."""
        if compared:
            self.cursor = replace(self.cursor, checked_at=self.now)
        with writing(self.engine) as connection:
            places.advance(connection, self.mailbox, self.cursor)
            pulses.note(connection, f"poll:{self.mailbox}", self.now, f"{len(self.new)} new")
        log.info("polled %s: %d new, %d known, %d gone", self.mailbox, len(self.new), self.known, self.gone)
