"""A notice on its way: as it is asked for, as it stands in the outbox, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Fate(StrEnum):
    """What became of a notice."""

    PENDING = "pending"
    SENDING = "sending"  # leased by a worker
    SENT = "sent"
    MOOT = "moot"  # nobody needs it any more
    FAILED = "failed"
    DOUBTFUL = "doubtful"  # it may have been sent: a person looks
    TOGETHER = "together"  # told in one notice with others


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice that is to be sent, once for its key, recipient and channel."""

    key: str
    kind: str
    slug: str = ""
    recipient: str = ""  # "" until it is addressed
    channel: str = ""
    about: Mapping[str, Any]
    not_before: datetime

    def to(self, recipient: str, channel: str) -> Draft:
        """Give it as it goes to somebody, by one way."""
        return replace(self, recipient=recipient, channel=channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A notice as it stands in the outbox."""

    id: int
    key: str
    kind: str
    slug: str
    recipient: str
    channel: str
    token: str
    message_id: str
    about: Mapping[str, Any]
    state: Fate
    not_before: datetime
    attempts: int
    doubts: int
    why: str
    written_at: datetime
    sent_at: datetime | None
    leased_until: datetime | None
