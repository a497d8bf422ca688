"""Octets become messages: parse, judge the sender, unwrap what a person of ours forwarded, part the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from worker.mail.message import Message
    from worker.mail.newsroom import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a mail says: its messages (several, where several were attached) and its canonical digest."""

    messages: tuple[Message, ...]
    digest: str


def read(octets: bytes, newsroom: Newsroom, *, trusted: bool = False) -> Reading:
    """Read a mail; raise ``Malformed`` where it can't be read."""
    raise NotImplementedError
