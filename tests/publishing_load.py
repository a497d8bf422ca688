"""How long publishing takes: ``python -m tests.publishing_load [RECORDS] [ENTRIES]``."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import insert

from tests.given import MONDAY, NOW, OURS, a_message
from tests.public import an_edition
from worker.mail.message import Address, Body, Direction
from worker.publishing.publish import due, publish
from worker.records import journal, publication_decisions
from worker.records.content import plain_message
from worker.records.database import connect, writing
from worker.records.line import Kind
from worker.records.tables import entries, mails, messages, records, sources

ASKED = (
    "Dear Ada Thorne,\n\nWe spoke with {n} divers of Port {n}. These are our questions:\n\n"
    "1. How many times have your inspectors been to quay {n} since 2020, and how many visits were unannounced?\n"
    "2. How many divers did they speak with on each visit, in which languages, and was anybody from the firm there?\n"
    "3. Nineteen of the {n} say that they paid an agent at home to get the job. Have you found such fees?\n\n"
    "Please let us have your answers by close of business on July {day}, 2023.\n\nKind regards,\n"
)
ANSWERED = (
    "Dear Mara Lind,\n\nThank you for your letter number {n}. Our inspectors visited quay {n} five times; one visit was "
    "unannounced.\nWrite to press{n}@harbour.example or call +44 20 7946 0{day}1 for the notes.\n\nWith kind regards,\n"
)


def letter(record: int, number: int):
    ours = number % 2 == 0
    text = (ASKED if ours else ANSWERED).format(n=record * 100 + number, day=10 + number % 20)
    theirs = Address(name=f"Ada Thorne {record}", address=f"press{record}@harbour{record}.example")
    mine = Address(name="Mara Lind", address=OURS)
    return a_message(
        message_id=f"{record}.{number}@example",
        sender=mine if ours else theirs,
        to=(theirs if ours else mine,),
        sent_at=MONDAY + timedelta(days=number, minutes=record % 60),
        body=Body(own=text, signature="Ada Thorne\nHead of Communications", full=text),
        direction=Direction.INQUIRY if ours else Direction.REPLY,
    )


def fill(engine, many, each):
    """Write a ledger as filing would leave it, every entry released."""
    for record in range(many):
        slug, at = f"harbour-{record:05}", NOW - timedelta(days=many - record)
        rows = [(record * (each + 1) + n + 1, letter(record, n)) for n in range(each + 1)]
        with writing(engine) as connection:
            told = {"name": f"Harbour {record}", "acronym": f"H{record}", "country": "United Kingdom", "owner": ""}
            lists = {"domains": [], "contacts": [], "status": "open", "confirmed": True}
            connection.execute(insert(records), [{"id": record + 1, "slug": slug, **told, **lists}])
            connection.execute(insert(mails), [mail(id_) for id_, _ in rows])
            connection.execute(insert(messages), [message(id_, m) for id_, m in rows])
            stand(connection, record, rows[:each])
            details = [
                {"entry": f"{id_:08x}", "slug": slug, "messages": [[digest(id_), 0]], "text": m.body.own}
                for id_, m in rows[:each]
            ]
            journal.record_all(connection, Kind.RELEASE, details, who="mara", at=at)


def stand(connection, record, rows):
    connection.execute(insert(entries), [entry(id_, record, m) for id_, m in rows])
    connection.execute(insert(sources), [{"entry_id": f"{id_:08x}", "message_id": id_} for id_, _ in rows])


def digest(id_):
    return sha256(str(id_).encode()).hexdigest()


def mail(id_):
    facts = {"size": 1, "mailbox": "desk", "name": "", "trusted": True, "imported": True, "archived_at": NOW}
    return {"id": id_, "sha256": digest(id_), "status": "filed", "unread": False, **facts}


def message(id_, told):
    place = {"id": id_, "mail_id": id_, "ordinal": 0, "received_at": told.sent_at, "how": "direct", "by": ""}
    return place | {"content": plain_message(told), "copy": {}}


def entry(id_, record, told):
    return {
        "id": f"{id_:08x}", "record_id": record + 1, "message_id": id_, "placed_by": "reference",
        "sent_at": told.sent_at, "publication": "published",
    }  # fmt: skip


def one_more(engine, record, each):
    id_ = record * (each + 1) + each + 1
    told = letter(record, each)
    with writing(engine) as connection:
        stand(connection, record, [(id_, told)])
        publication_decisions.release(connection, f"{id_:08x}", told.body.own, who="mara", at=NOW)


def timed(what, doing):
    began, worked = perf_counter(), process_time()
    came = doing()
    print(f"{what}: {perf_counter() - began:.2f} s, at work {process_time() - worked:.2f} s  {came}")  # noqa: T201 - what it is for


def main(many=2000, each=20):
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/ledger.db")
        timed("filled", lambda: fill(engine, many, each))
        out = Path(folder) / "public"
        made_of = (engine, out, an_edition())
        timed("full publish", lambda: publish(*made_of))
        timed("nothing is due", lambda: due(*made_of))
        timed("nothing new", lambda: publish(*made_of))
        for record in (many // 2, many - 1):
            timed("one released", lambda record=record: one_more(engine, record, each))
            timed("after one new entry", lambda: publish(*made_of))
        with writing(engine) as connection:
            timed("withheld", lambda: publication_decisions.withhold(connection, f"{1:08x}", who="mara", at=NOW))
        timed("after one withheld", lambda: publish(*made_of))
        size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
        print(f"{size / 1e6:.1f} MB; search {out.joinpath('words.js').stat().st_size / 1e6:.1f} MB")  # noqa: T201
        engine.dispose()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
