"""New mail that nobody was told of yet: what came in, what became of it, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select, update

from worker.records.content import message_of
from worker.records.status import Status
from worker.records.tables import entries, mails, messages, records, sources
from worker.threads.decision import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from worker.mail.message import Message

NOT_YET = (Status.PENDING.value, Status.FAILED.value)
COLUMNS = mails.c["id", "sha256", "status", "reason", "candidates", "archived_at"]
SOME = 1000  # digests named at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattended:
    """A mail that was filed, held or ignored; ``placed`` are the records and entries that it is a source of."""

    sha256: str
    status: Status
    reason: str
    candidates: tuple[Candidate, ...]
    archived_at: datetime
    messages: tuple[Message, ...]  # in order; the first is what the mail itself says
    by: str  # who of ours brought it in, "" for nobody
    how: str  # direct | bcc | forward | attached | redirect | import
    placed: tuple[tuple[str, str], ...]  # (slug, entry)


def unattended(connection: Connection, limit: int) -> tuple[Unattended, ...]:
    """Give the mails that are placed and not attended to, in the order they came."""
    return chosen(connection, select(*COLUMNS).where(~mails.c.attended, mails.c.status.not_in(NOT_YET)).limit(limit))


def find(connection: Connection, digest: str) -> Unattended | None:
    """Give a mail that is placed, attended to or not."""
    return next(
        iter(chosen(connection, select(*COLUMNS).where(mails.c.sha256 == digest, mails.c.status.not_in(NOT_YET)))), None
    )


def chosen(connection: Connection, choice: Select[Any]) -> tuple[Unattended, ...]:
    """Give these mails with what they brought, in the order they came."""
    rows = connection.execute(choice.order_by(mails.c.id)).all()
    ids = [row.id for row in rows]
    brought, placed = messages_of(connection, ids), placed_by(connection, ids)
    return tuple(
        Unattended(
            sha256=row.sha256,
            status=Status(row.status),
            reason=row.reason,
            candidates=tuple(Candidate(slug=slug, evidence=evidence) for slug, evidence in row.candidates),
            archived_at=row.archived_at,
            messages=tuple(message for message, _, _ in brought[row.id]),
            by=next((by for _, _, by in brought[row.id] if by), ""),
            how=next((how for _, how, _ in brought[row.id]), ""),
            placed=tuple(dict.fromkeys(placed[row.id])),
        )
        for row in rows
    )


def messages_of(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[tuple[Message, str, str]]]:
    """Give what these mails brought, in order, and how and by whom."""
    columns = messages.c["mail_id", "content", "how", "by"]
    chosen = select(*columns).where(messages.c.mail_id.in_(ids)).order_by(messages.c.mail_id, messages.c.ordinal)
    found: defaultdict[int, list[tuple[Message, str, str]]] = defaultdict(list)
    for mail_id, content, how, by in connection.execute(chosen):
        found[mail_id].append((message_of(content), how, by))
    return found


def placed_by(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[tuple[str, str]]]:
    """Give the slugs and entries that these mails are sources of."""
    rows = (
        select(messages.c.mail_id, records.c.slug, entries.c.id)
        .join(sources, sources.c.message_id == messages.c.id)
        .join(entries, entries.c.id == sources.c.entry_id)
        .join(records, records.c.id == entries.c.record_id)
        .where(messages.c.mail_id.in_(ids))
        .order_by(messages.c.mail_id, messages.c.ordinal, records.c.slug, entries.c.id)
    )
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for mail_id, slug, entry in connection.execute(rows):
        found[mail_id].append((slug, entry))
    return found


def mark_attended(connection: Connection, digests: Iterable[str]) -> None:
    """Note that these mails were attended to."""
    done = sorted(digests)
    for start in range(0, len(done), SOME):
        chosen = mails.c.sha256.in_(done[start : start + SOME])
        connection.execute(update(mails).where(chosen, ~mails.c.attended).values(attended=True))
