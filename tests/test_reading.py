from __future__ import annotations

import threading
from dataclasses import replace

from tests.given import NEWSROOM, NOW, an_inquiry, raw
from tests.ledger import ledger, texts
from worker import intake, reading
from worker.mail.read import read
from worker.records import archive
from worker.records.database import writing
from worker.records.readers import reader


def store(engine, *raws):
    with writing(engine) as connection:
        return archive.store(connection, raws, now=NOW)


def test_what_another_has_in_hand_is_left_to_him(engine, monkeypatch):
    """On SQLite he is waited for."""
    store(engine, *(raw(an_inquiry(words=f"Letter {n}?")) for n in range(3)))
    in_hand, go_on = threading.Event(), threading.Event()
    seen = []

    def slow(octets, newsroom, *, trusted):
        seen.append(octets)
        in_hand.set()
        assert go_on.wait(30)
        return read(octets, newsroom, trusted=trusted)

    monkeypatch.setattr("worker.reading.read", slow)
    first = threading.Thread(target=reading.read_waiting, args=(engine, NEWSROOM))
    first.start()
    assert in_hand.wait(30)
    later = store(engine, raw(an_inquiry("press@mill.example"))).new
    second = threading.Thread(target=reading.read_waiting, args=(engine, NEWSROOM))
    second.start()
    if engine.dialect.name == "postgresql":
        while len(seen) < 2:  # it reads what came later, beside the other
            assert second.is_alive()
    go_on.set()
    first.join(30)
    second.join(30)

    assert len(later) == 1
    assert len(seen) == 4 == len(set(seen))
    assert intake.resume(engine, NEWSROOM, now=NOW).filed == 4


def test_the_mail_of_a_reader_that_died_is_free_at_once(engine):
    store(engine, raw(an_inquiry()))
    with reader(engine) as number, writing(engine) as connection:
        intake.waiting.begin(connection, intake.waiting.next_unread(connection), number)

    assert intake.resume(engine, NEWSROOM, now=NOW).filed == 1


def test_what_is_learned_while_a_mail_is_read_is_not_lost(engine, monkeypatch):
    newsroom = replace(NEWSROOM, authserv_id="mx.newsroom.example")
    mail = raw(an_inquiry(), trusted=False)
    store(engine, mail)
    once = []

    def meanwhile(octets, newsroom, *, trusted):
        if not once:
            once.append(trusted)
            store(engine, replace(mail, trusted=True))
        return read(octets, newsroom, trusted=trusted)

    monkeypatch.setattr("worker.reading.read", meanwhile)
    intake.resume(engine, newsroom, now=NOW)

    assert once == [False]
    assert len(ledger(engine)[0]) == 1


def test_mail_that_is_read_while_the_ledger_is_thought_out_still_waits(engine, monkeypatch):
    store(engine, raw(an_inquiry()))
    place = intake.place
    once = []

    def meanwhile(*given):
        if not once:
            once.append(1)
            store(engine, raw(an_inquiry("press@mill.example", words="And you?")))
            reading.read_waiting(engine, NEWSROOM)
        return place(*given)

    monkeypatch.setattr(intake, "place", meanwhile)
    first = intake.resume(engine, NEWSROOM, now=NOW)
    between = ledger(engine)
    second = intake.resume(engine, NEWSROOM, now=NOW)

    assert (first.filed, second.filed) == (1, 1)
    assert between[2] == ()
    assert set(texts(engine)) == {"harbour-example", "mill-example"}
