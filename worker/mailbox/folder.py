"""An open folder: its mails by uid, never by sequence number, and never marked as seen (RFC 9051 6.4.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from worker.mailbox.answers import Declined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from imapclient import IMAPClient

T = TypeVar("T")

KEYWORD = b"$OnRecord"
WINDOW = 50_000  # uids asked for at once: an answer of a million octets breaks the library
SOME = 500  # uids in a command
SLICE = 1 << 20


class Ask(Protocol):
    """Gives a command, and tells what goes wrong."""

    def __call__(self, command: Callable[..., T], *args: object) -> T:
        """Give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What is asked of a mail before its octets: how many they are, and when it was received."""

    octets: int
    internal_date: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder as it was when it was opened; ``marks`` tells whether it takes marks."""

    ask: Ask
    client: IMAPClient
    name: str
    uidvalidity: int
    uidnext: int  # 0 where the server does not tell
    exists: int
    marks: bool
    move_to: str

    def uids(self, first: int) -> Iterator[tuple[int, ...]]:
        """Yield the uids from the first on, in order, in windows that no answer breaks."""
        if self.exists <= WINDOW or not self.uidnext:
            windows = [f"{first}:*"]
        else:
            windows = [f"{start}:{start + WINDOW - 1}" for start in range(first, self.uidnext, WINDOW)]
        for window in windows:
            found = self.ask(self.client.search, ["UID", window])
            # "n:*" names the last mail even where its uid is lower than n.
            if uids := sorted({uid for uid in found if uid >= first}):
                yield tuple(uids)

    def sizes(self, uids: Sequence[int]) -> tuple[dict[int, Size], frozenset[int]]:
        """Ask how large mails are; one that is gone has no size, and what the server declines to tell is named."""
        answers, declined = self.answers(uids, "RFC822.SIZE", "INTERNALDATE")
        return {
            uid: Size(octets=told[b"RFC822.SIZE"], internal_date=told.get(b"INTERNALDATE"))
            for uid, told in answers.items()
            if b"RFC822.SIZE" in told
        }, declined

    def octets(self, uids: Sequence[int]) -> tuple[dict[int, bytes], frozenset[int]]:
        """Fetch mails; one that is gone is not among them, and what the server declines to give is named."""
        return self.bodies(uids, "BODY.PEEK[]", b"BODY[]")

    def sliced(self, uid: int) -> tuple[dict[int, bytes], frozenset[int]]:
        """Fetch a large mail in slices, so that no timeout and no literal is too long for it."""
        slices: list[bytes] = []
        while not slices or len(slices[-1]) == SLICE:
            start = len(slices) * SLICE
            found, declined = self.bodies([uid], f"BODY.PEEK[]<{start}.{SLICE}>", f"BODY[]<{start}>".encode())
            if uid not in found:
                return {}, declined
            slices.append(found[uid])
        return {uid: b"".join(slices)}, frozenset()

    def bodies(self, uids: Sequence[int], item: str, key: bytes) -> tuple[dict[int, bytes], frozenset[int]]:
        """Fetch octets, and again where there are none: of mail that was just expunged, Dovecot gives NIL at first."""
        found: dict[int, bytes] = {}
        left, declined = list(uids), frozenset[int]()
        for _ in range(2):
            answers, more = self.answers(left, item)
            declined |= more
            found |= {uid: told[key] for uid, told in answers.items() if told.get(key) is not None}
            left = [uid for uid, told in answers.items() if key in told and told[key] is None]
            if not left:
                break
            self.ask(self.client.noop)
        return found, declined | frozenset(left)

    def answers(self, uids: Sequence[int], *items: str) -> tuple[dict[int, dict[bytes, Any]], frozenset[int]]:
        """Ask for items of mails, by halves where the server declines, so that one bad mail keeps no other waiting."""
        found: dict[int, dict[bytes, Any]] = {}
        declined: set[int] = set()
        parts = [list(uids)]
        while parts:
            part = parts.pop()
            try:
                found.update(self.asked_twice(part, items))
            except Declined:
                half = len(part) // 2
                if half:
                    parts += [part[half:], part[:half]]
                else:
                    declined.update(part)
        return found, frozenset(declined)

    def asked_twice(self, uids: Sequence[int], items: Sequence[str]) -> dict[int, dict[bytes, Any]]:
        """Ask again where the server declines: mails that are gone it may only tell of then (RFC 2180 4.1)."""
        try:
            return dict(self.ask(self.client.fetch, uids, items))
        except Declined:
            self.ask(self.client.noop)
            return dict(self.ask(self.client.fetch, uids, items))

    def mark(self, uids: Sequence[int]) -> None:
        """Mark mails as archived, by the keyword or by moving them; mails that are gone are none of its business."""
        for start in range(0, len(uids), SOME):
            some = uids[start : start + SOME]
            if self.move_to:
                self.ask(self.client.move, some, self.move_to)
            else:
                self.ask(self.client.add_flags, some, [KEYWORD], True)  # noqa: FBT003 - silent
