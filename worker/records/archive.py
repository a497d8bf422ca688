"""The archive: every mail's octets as they came, once, whatever becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from worker.errors import Refused
from worker.records import places, tables
from worker.records.status import Status
from worker.records.tables import NOBODY, mails

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from worker.mail.raw import RawMessage

ROW = 1 << 20  # octets in a row, so that a header is read without the 50 MB behind it
SHORTEST_PREFIX = 4
BATCH = 500  # mails archived in one commit, at most
BATCH_OCTETS = 8 << 20
SOME = 1000  # digests asked for at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What storing came to: the digests of the mails that are new, and how many were known."""

    new: tuple[str, ...]
    known: int


def batches(raws: Iterable[RawMessage]) -> Iterator[list[RawMessage]]:
    """Part mail into batches bounded in number and size."""
    batch: list[RawMessage] = []
    size = 0
    for raw in raws:
        if batch and (len(batch) == BATCH or size + len(raw.octets) > BATCH_OCTETS):
            yield batch
            batch, size = [], 0
        batch.append(raw)
        size += len(raw.octets)
    if batch:
        yield batch


def store(connection: Connection, raws: Sequence[RawMessage], *, now: datetime) -> Stored:
    """Keep the octets of each mail once, and every place where it was seen; a repetition changes nothing."""
    copies: dict[str, list[RawMessage]] = {}
    for raw in raws:
        copies.setdefault(sha256(raw.octets).hexdigest(), []).append(raw)
    met = (mails.c.id, mails.c.sha256, mails.c.trusted, mails.c.internal_date)
    known = {row.sha256: row for row in connection.execute(select(*met).where(mails.c.sha256.in_(copies)))}
    ids = {digest: row.id for digest, row in known.items()}
    new = tuple(digest for digest in copies if digest not in known)
    ids.update(zip(new, count((connection.execute(select(func.max(mails.c.id))).scalar() or 0) + 1), strict=False))
    if new:
        connection.execute(insert(mails), [mail_row(ids[digest], digest, copies[digest], now) for digest in new])
        for rows in octet_rows({ids[digest]: copies[digest][0].octets for digest in new}):
            connection.execute(insert(tables.octets), rows)
    learn(connection, [(row, copies[digest]) for digest, row in known.items()])
    places.remember(
        connection, {(r.mailbox, r.uidvalidity, r.uid): ids[d] for d, rs in copies.items() for r in rs if r.uid}
    )
    return Stored(new=new, known=len(raws) - len(new))


def mail_row(id_: int, digest: str, raws: Sequence[RawMessage], now: datetime) -> dict[str, object]:
    """Give the row of a mail that is new, met in one place or in several at once."""
    return {
        "id": id_,
        "sha256": digest,
        "size": len(raws[0].octets),
        "mailbox": raws[0].mailbox,
        "name": raws[0].name,
        "internal_date": earliest(*(raw.internal_date for raw in raws)),
        "trusted": any(raw.trusted for raw in raws),
        "imported": raws[0].imported,
        "attended": raws[0].imported,
        "archived_at": now,
        "status": Status.PENDING.value,
    }


def earliest(*moments: datetime | None) -> datetime | None:
    """Give the first moment of those that are known."""
    return min((moment for moment in moments if moment), default=None)


def octet_rows(new: dict[int, bytes]) -> Iterator[list[dict[str, object]]]:
    """Cut octets into rows; small mails share an insert, of a large one a slice at a time is copied."""
    small = [{"mail_id": id_, "number": 0, "data": data} for id_, data in new.items() if len(data) <= ROW]
    if small:
        yield small
    for id_, data in new.items():
        for number, start in enumerate(range(0, len(data), ROW) if len(data) > ROW else ()):
            yield [{"mail_id": id_, "number": number, "data": data[start : start + ROW]}]


def learn(connection: Connection, known: Sequence[tuple[Row[*tuple[Any, ...]], Sequence[RawMessage]]]) -> None:
    """Read a known mail anew where its new place tells more: that we put it there, or an earlier time of receipt.

    So the ledger does not depend on which of its places was polled first.
    """
    told = []
    for row, raws in known:
        date = earliest(row.internal_date, *(raw.internal_date for raw in raws))
        trusted = row.trusted or any(raw.trusted for raw in raws)
        if (date, trusted) != (row.internal_date, row.trusted):
            told.append({"mail": row.id, "date": date, "trust": trusted})
    if told:
        again = {"status": Status.PENDING.value, "unread": True, "attempts": 0, "reader": NOBODY}
        changed = update(mails).where(mails.c.id == bindparam("mail"))
        connection.execute(changed.values(internal_date=bindparam("date"), trusted=bindparam("trust"), **again), told)


def find(connection: Connection, prefix: str) -> str:
    """Give the sha256 of the one mail whose digest begins so; refuse what is unknown or not unique."""
    key = prefix.strip().lower()
    found = connection.execute(select(mails.c.sha256).where(mails.c.sha256.startswith(key, autoescape=True)).limit(2))
    digests = found.scalars().all() if len(key) >= SHORTEST_PREFIX else []
    if len(digests) != 1:
        what = "more than one mail begins" if digests else "no mail begins"
        raise Refused(f"{what} with {prefix!r}: 'onrecord held' lists the ids")
    return str(digests[0])


def read(connection: Connection) -> tuple[str, ...]:
    """Give the digests of the mails that are read and not yet placed, oldest first."""
    waiting = select(mails.c.sha256).where(mails.c.status == Status.PENDING.value, ~mails.c.unread)
    return tuple(connection.execute(waiting.order_by(mails.c.id)).scalars())


def states(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Give the states that these mails are in, by their digests."""
    found: dict[str, str] = {}
    wanted = sorted(digests)
    for start in range(0, len(wanted), SOME):
        chosen = mails.c.sha256.in_(wanted[start : start + SOME])
        found.update(
            (digest, status)
            for digest, status in connection.execute(select(*mails.c["sha256", "status"]).where(chosen))
        )
    return found


def octets(connection: Connection, digest: str) -> bytes:
    """Give a mail's octets as they came."""
    rows = (
        select(tables.octets.c.data)
        .join(mails, mails.c.id == tables.octets.c.mail_id)
        .where(mails.c.sha256 == digest)
        .order_by(tables.octets.c.number)
    )
    data = connection.execute(rows).scalars().all()
    if not data:
        raise Refused(f"no mail {digest!r} is archived")
    return b"".join(data)


def began_at(connection: Connection) -> datetime | None:
    """Tell when the first mail was archived."""
    return connection.execute(select(mails.c.archived_at).order_by(mails.c.id).limit(1)).scalar()
