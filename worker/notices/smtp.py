"""Notices are handed to the newsroom's own server by SMTP (RFC 5321), several on one connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.notices.outcome import Outcome
    from worker.notices.server import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who a mail comes from and whom it goes to, as servers see it (RFC 5321 2.3.1)."""

    sender: str
    recipient: str


def send(server: Server, messages: Sequence[tuple[Envelope, bytes]]) -> Iterator[Outcome]:
    """Yield what became of each mail, in order, as soon as it is known."""
    raise NotImplementedError
