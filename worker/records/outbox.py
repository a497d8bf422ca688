"""The outbox: what people are told, written once, leased by one, and never sent a third time."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from worker.errors import Refused
from worker.mail.ours import identifier
from worker.records.outgoing import Draft, Fate, Outgoing
from worker.records.secret import secret
from worker.records.tables import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

__all__ = ["Draft", "Fate", "Outgoing"]

DIGITS = 20  # of a token
MOST_DOUBTS = 2  # so what may have been sent is sent once more at most
OPEN = (Fate.PENDING, Fate.SENDING, Fate.FAILED, Fate.DOUBTFUL)
SOME = 1000  # tokens asked for at once


def write(connection: Connection, drafts: Sequence[Draft], *, domain: str, at: datetime) -> int:
    """Write those notices that are not written yet, and count them."""
    by_token = {token_of(draft): draft for draft in reversed(drafts)}
    for known in written(connection, sorted(by_token)):
        del by_token[known]
    if not by_token:
        return 0
    key = secret(connection)
    free = (connection.execute(select(func.max(outbox.c.id))).scalar() or 0) + 1
    rows = [
        {name: getattr(draft, name) for name in ("key", "kind", "slug", "recipient", "channel", "not_before")}
        | {"id": id_, "token": token, "message_id": identifier(token, domain, key)}
        | {"about": dict(draft.about), "state": Fate.PENDING.value, "attempts": 0, "doubts": 0, "why": ""}
        | {"written_at": at}
        for id_, (token, draft) in enumerate(reversed(by_token.items()), start=free)
    ]
    connection.execute(insert(outbox), rows)
    return len(rows)


def token_of(draft: Draft) -> str:
    """Name a notice by what makes it one."""
    told = f"{draft.key}\n{draft.recipient}\n{draft.channel}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def written(connection: Connection, tokens: Sequence[str]) -> set[str]:
    """Give those of some tokens that stand in the outbox."""
    found: set[str] = set()
    for start in range(0, len(tokens), SOME):
        chosen = outbox.c.token.in_(tokens[start : start + SOME])
        found.update(connection.execute(select(outbox.c.token).where(chosen)).scalars())
    return found


def lease(connection: Connection, *, now: datetime, until: datetime, limit: int) -> tuple[Outgoing, ...]:
    """Take notices in hand that are due, and those whose worker did not come back; on a connection that may write.

    Committed before anything is sent: who dies meanwhile may have sent it, and after two of these a person looks.
    """
    lost = (outbox.c.state == Fate.SENDING.value, outbox.c.leased_until <= now)
    doubted = {"doubts": outbox.c.doubts + 1, "leased_until": None}
    given_up = {"state": Fate.DOUBTFUL.value, "why": "the worker that sent it did not come back, twice"}
    connection.execute(update(outbox).where(*lost, outbox.c.doubts + 1 >= MOST_DOUBTS).values(doubted | given_up))
    connection.execute(update(outbox).where(*lost).values(doubted | {"state": Fate.PENDING.value}))
    due = outbox.c.state == Fate.PENDING.value, outbox.c.not_before <= now
    rows = select(outbox.c.id).where(*due).order_by(outbox.c.not_before, outbox.c.id).limit(limit)
    ids = connection.execute(rows.with_for_update()).scalars().all()
    taken = {"state": Fate.SENDING.value, "attempts": outbox.c.attempts + 1, "leased_until": until}
    connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(taken))
    return chosen(connection, ids)


def sent(connection: Connection, id_: int, *, at: datetime) -> None:
    """Note that a notice was sent: whatever another thought of it since, it was."""
    over = {"state": Fate.SENT.value, "sent_at": at, "leased_until": None, "why": ""}
    connection.execute(update(outbox).where(outbox.c.id == id_).values(over))


def again(connection: Connection, id_: int, *, until: datetime, why: str) -> None:
    """Let a notice that was surely not sent be sent later."""
    end(connection, id_, Fate.PENDING, why, not_before=until)


def postponed(connection: Connection, id_: int, *, until: datetime, why: str = "") -> None:
    """Let a notice wait whose sending was not tried; that is no attempt."""
    end(connection, id_, Fate.PENDING, why, not_before=until, attempts=outbox.c.attempts - 1)


def in_doubt(connection: Connection, id_: int, *, until: datetime, why: str) -> None:
    """Let a notice that may have been sent be sent once more, or leave it to a person if it was doubted before."""
    twice = outbox.c.doubts + 1 >= MOST_DOUBTS
    end(connection, id_, Fate.DOUBTFUL, why, twice, doubts=outbox.c.doubts + 1)
    end(connection, id_, Fate.PENDING, why, doubts=outbox.c.doubts + 1, not_before=until)


def failed(connection: Connection, id_: int, *, why: str) -> None:
    """Note that a notice can't be sent."""
    end(connection, id_, Fate.FAILED, why)


def moot(connection: Connection, id_: int, *, why: str) -> None:
    """Note that nobody needs a notice any more."""
    end(connection, id_, Fate.MOOT, why)


def together(connection: Connection, ids: Sequence[int], *, why: str = "told with others in one") -> None:
    """Note that these notices, leased or waiting, are told in another."""
    open_ = outbox.c.state.in_([Fate.SENDING.value, Fate.PENDING.value])
    over = {"state": Fate.TOGETHER.value, "why": why, "leased_until": None}
    connection.execute(update(outbox).where(outbox.c.id.in_(ids), open_).values(over))


def end(connection: Connection, id_: int, fate: Fate, why: str, *where: ColumnElement[bool], **more: object) -> None:
    """End a lease, unless the notice is in nobody's hands any more."""
    ours = (outbox.c.id == id_, outbox.c.state == Fate.SENDING.value, *where)
    over = {"state": fate.value, "why": why, "leased_until": None} | more
    connection.execute(update(outbox).where(*ours).values(over))


def dismiss(connection: Connection, token: str) -> Outgoing:
    """Let a notice rest that a person has looked at."""
    return by_hand(connection, token, "a person let it rest", state=Fate.MOOT.value)


def retry(connection: Connection, token: str, *, at: datetime) -> Outgoing:
    """Let a notice that failed, or may have been sent, be sent as if for the first time."""
    anew = {"state": Fate.PENDING.value, "not_before": at, "attempts": 0, "doubts": 0}
    return by_hand(connection, token, "", **anew)


def by_hand(connection: Connection, token: str, why: str, **values: object) -> Outgoing:
    """Change what a person decides of a notice; refuse one that needs no person."""
    row = find(connection, token)
    if row is None:
        raise Refused(f"no notice {token!r}: 'onrecord outbox' lists them")
    if row.state not in {Fate.FAILED, Fate.DOUBTFUL, Fate.PENDING}:
        raise Refused(f"the notice {token!r} is {row.state} already")
    connection.execute(update(outbox).where(outbox.c.id == row.id).values(why=why, **values))
    return row


def sent_since(connection: Connection, recipient: str, channel: str, since: datetime) -> int:
    """Count what somebody was sent on a channel since a moment, and what is just being sent."""
    theirs = (outbox.c.recipient == recipient, outbox.c.channel == channel)
    counted = (outbox.c.sent_at >= since) | (outbox.c.state == Fate.SENDING.value)
    return connection.execute(select(func.count()).select_from(outbox).where(*theirs, counted)).scalar() or 0


def due(connection: Connection, recipient: str, channel: str, now: datetime) -> tuple[int, ...]:
    """Give what waits for somebody on a channel, is due, and is in nobody's hands."""
    theirs = (outbox.c.recipient == recipient, outbox.c.channel == channel)
    waiting = (outbox.c.state == Fate.PENDING.value, outbox.c.not_before <= now)
    rows = select(outbox.c.id).where(*theirs, *waiting).order_by(outbox.c.not_before, outbox.c.id)
    return tuple(connection.execute(rows).scalars())


def find(connection: Connection, token: str) -> Outgoing | None:
    """Give the notice with this token."""
    row = connection.execute(select(outbox).where(outbox.c.token == token)).one_or_none()
    return outgoing(row) if row else None


def chosen(connection: Connection, ids: Sequence[int]) -> tuple[Outgoing, ...]:
    """Give the notices with these ids, by the time they are due."""
    rows = select(outbox).where(outbox.c.id.in_(ids)).order_by(outbox.c.not_before, outbox.c.id)
    return tuple(outgoing(row) for row in connection.execute(rows))


def listing(connection: Connection, *, every: bool) -> tuple[Outgoing, ...]:
    """Give the notices that wait or need a person, or every one, by the time they are due."""
    rows = select(outbox).order_by(outbox.c.not_before, outbox.c.id)
    if not every:
        rows = rows.where(outbox.c.state.in_([fate.value for fate in OPEN]))
    return tuple(outgoing(row) for row in connection.execute(rows))


def outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    """Give the notice of a row."""
    return Outgoing(**{**row._mapping, "state": Fate(row.state)})  # noqa: SLF001 - how SQLAlchemy names it
