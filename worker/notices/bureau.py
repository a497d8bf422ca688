"""Who of the newsroom is told of things, and by which ways notices leave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from worker.mail.addr_spec import compared
from worker.mail.message import Address
from worker.notices.mailable import mailable
from worker.notices.reporter import MAIL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from worker.mail.newsroom import Newsroom
    from worker.notices.reporter import Reporter
    from worker.notices.server import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """The newsroom as notices need it; secrets never stand in its repr.

    ``usual`` is how anybody of ours is told who has no table of their own; its address is empty.
    """

    newsroom: Newsroom
    usual: Reporter
    reporters: tuple[Reporter, ...] = ()
    desk: tuple[Reporter, ...] = ()  # who hears of a record without an owner
    server: Server | None = None
    sender: Address = field(default_factory=Address)
    bounce: str = ""  # the envelope's sender (RFC 5321 4.4): where reports of what can't be delivered go
    reply_to: str = ""  # a polled mailbox, where answers to notices are read
    domain: str = ""  # of the notices' own identifiers
    channels: Mapping[str, str] = field(default_factory=dict, repr=False)  # name → URL of Apprise
    per_hour: int = 20  # notices to one person by one channel; what is more is told together
    digest_day: int | None = 0  # 0 is Monday
    calendars: Path | None = None  # the folder of subscribable calendars
    calendars_url: str = ""  # where that folder is served

    def reporter(self, address: str) -> Reporter | None:
        """Find the person behind an address of ours: as configured, else as usual; nobody behind a mailbox."""
        key = compared(address)
        for known in self.reporters:
            if key == known.address or key in known.others:
                return known
        if not self.newsroom.owns(key) or self.newsroom.is_mailbox(key):
            return None
        return replace(self.usual, address=key)

    def person(self, address: str) -> Reporter | None:
        """Find whoever a notice was written to: somebody at the desk, or a person of ours."""
        return next((p for p in self.desk if p.address == address), None) or self.reporter(address)

    def owners(self, owner: str) -> tuple[Reporter, ...]:
        """Give who is told of a record: its owner, or the desk where it has none that can be told."""
        found = self.reporter(owner) if owner else None
        return (found,) if found and self.ways(found) else self.desk

    def ways(self, reporter: Reporter) -> tuple[str, ...]:
        """Give the channels of a person that lead somewhere."""
        by_mail = self.server and mailable(reporter.address)
        return tuple(c for c in reporter.channels if c in self.channels or (c == MAIL and by_mail))
