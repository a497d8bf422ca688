"""One poll of one folder: what is new is archived with the cursor in one commit, and only then marked."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from worker.mail.raw import RawMessage
from worker.mailbox.answers import CutOff, Declined
from worker.mailbox.fetching import batches
from worker.records import archive, places, pulses, suspects
from worker.records.database import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from worker.mailbox.fetching import Batch
    from worker.mailbox.folder import Folder
    from worker.records.database import Engine

log = logging.getLogger(__name__)

SURE = 2  # cuts after which a mail is why: with others, and alone
COMPARED_EVERY = timedelta(days=1)  # all uids of a folder with the places that are known


class Visit:
    """One poll of one folder, and what it has come to so far."""

    def __init__(self, engine: Engine, folder: Folder, mailbox: str, *, trusted: bool, now: datetime) -> None:
        self.engine, self.folder, self.mailbox = engine, folder, mailbox
        self.trusted, self.now = trusted, now
        self.marks = folder.marks
        self.suspects: dict[int, int] = {}
        self.left = 0  # the lowest uid that could not be fetched: the cursor stays before it
        self.new: list[str] = []
        self.known = self.gone = self.oversized = self.declined = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """Poll the folder, but for the mails that may be why the connection ended last time."""
        first = self.begin()
        self.mark(self.unmarked())
        for window in self.folder.uids(first):
            try:
                self.take(self.unknown(window), progress)
            except CutOff as error:
                self.suspect(error.uids)
                raise
            self.reach(window[-1])
        self.end(compared=first == 1)

    def run_suspects(self, folder: Folder, progress: Callable[[int], None]) -> None:
        """Fetch the mails that were left out, one at a time, up to one that ends the connection again and again."""
        self.folder = folder
        for uid, cuts in self.suspects.items():
            try:
                self.take([uid], progress)
            except CutOff:
                self.suspect([uid])
                if cuts < SURE:
                    raise
                self.declined += 1
                log.warning("the server ends the connection when asked for uid %d in %s; it stays", uid, self.mailbox)
                return
            with writing(self.engine) as connection:
                suspects.clear(connection, self.mailbox, self.folder.uidvalidity, uid)

    def suspect(self, uids: Sequence[int]) -> None:
        """Remember what was being fetched when the connection ended."""
        if uids:
            with writing(self.engine) as connection:
                suspects.suspect(connection, self.mailbox, self.folder.uidvalidity, uids)

    def take(self, uids: Sequence[int], progress: Callable[[int], None]) -> None:
        """Fetch, archive and mark mails."""
        for batch in batches(self.folder, uids):
            self.settle(batch)
            self.mark([mail.uid for mail in batch.mails])
            for mail in batch.mails:
                progress(len(mail.octets))

    def begin(self) -> int:
        """Find the uid to begin with: after the cursor, or the first where mail may have been passed over."""
        folder = self.folder
        with reading(self.engine) as connection:
            self.cursor = places.cursor(connection, self.mailbox, folder.uidvalidity)
            known = places.known(connection, self.mailbox, folder.uidvalidity)
            self.suspects = suspects.suspects(connection, self.mailbox, folder.uidvalidity)
        self.left = min(self.suspects, default=0)
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
        """Give those of some uids whose mails are not archived and not suspect."""
        with reading(self.engine) as connection:
            within = {"first": window[0], "last": window[-1]}
            known = places.uids(connection, self.mailbox, self.folder.uidvalidity, **within)
        return [uid for uid in window if uid not in known.union(self.suspects)]

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
