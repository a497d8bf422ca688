"""Mail that stands on no record: held for a person, unreadable, or ignored, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from worker.records import journal
from worker.records.content import message_of
from worker.records.status import Status
from worker.records.tables import mails, messages
from worker.threads.decision import Candidate

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from worker.mail.message import Message

DIGITS = 10  # of the sha256, shown as the id of a held mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A mail that a person must place; ``message`` is its first one, None where it could not be read."""

    sha256: str
    reason: str
    message: Message | None
    candidates: tuple[Candidate, ...]

    @property
    def id(self) -> str:
        """The id people type."""
        return self.sha256[:DIGITS]

    @property
    def sender(self) -> str:
        """The address it came from, as far as it can be read."""
        return self.message.sender.address or self.message.sender.name if self.message else ""

    @property
    def subject(self) -> str:
        """Its subject, as far as it can be read."""
        return self.message.subject if self.message else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A mail that belongs on no record."""

    sha256: str
    reason: str


def held(connection: Connection) -> tuple[Held, ...]:
    """Give the mails that need a person, in the order they came; those that can't be read are among them."""
    rows = connection.execute(
        select(*mails.c["sha256", "status", "reason", "candidates"], messages.c.content)
        .outerjoin(messages, (messages.c.mail_id == mails.c.id) & (messages.c.ordinal == 0))
        .where(mails.c.status.in_([Status.HELD.value, Status.FAILED.value]))
        .order_by(mails.c.id)
    )
    ruled_out = ignored_by_person(connection)
    return tuple(
        Held(
            sha256=row.sha256,
            reason=row.reason,
            message=message_of(row.content) if row.content and row.status == Status.HELD.value else None,
            candidates=tuple(Candidate(slug=slug, evidence=evidence) for slug, evidence in row.candidates),
        )
        for row in rows
        if row.status == Status.HELD.value or row.sha256 not in ruled_out
    )


def ignored(connection: Connection) -> tuple[Ignored, ...]:
    """Give the mails that belong on no record, in the order they came."""
    rows = connection.execute(
        select(mails.c.sha256, mails.c.reason, mails.c.status)
        .where(mails.c.status.in_([Status.IGNORED.value, Status.FAILED.value]))
        .order_by(mails.c.id)
    )
    ruled_out = ignored_by_person(connection)
    return tuple(
        Ignored(sha256=row.sha256, reason=row.reason)
        for row in rows
        if row.status == Status.IGNORED.value or row.sha256 in ruled_out
    )


def ignored_by_person(connection: Connection) -> frozenset[str]:
    """Give the mails that people decided belong on no record: one that can't be read has no message to place there."""
    last = {ruling.mail: ruling.slug for ruling in journal.directory(connection).rulings}
    return frozenset(mail for mail, slug in last.items() if not slug)
