from dataclasses import replace

from tests.given import (
    NEWSROOM,
    NOW,
    an_inquiry,
)
from tests.ledger import decide, kinds, ledger, receive
from worker import intake
from worker.errors import Malformed
from worker.intake import Received
from worker.mail.read import read
from worker.records import decisions
from worker.records.line import Kind


def test_reading_again_gives_the_same_ledger(asked_and_answered):
    before = ledger(asked_and_answered)

    received = intake.reparse(asked_and_answered, NEWSROOM, now=NOW)

    assert received == Received(filed=2)
    assert ledger(asked_and_answered) == before
    assert kinds(asked_and_answered) == []


def test_reading_again_applies_new_settings_and_tells_what_moved(engine):
    receive(engine, an_inquiry("lee@sister.example"))

    sisters = replace(NEWSROOM, domains=NEWSROOM.domains | {"sister.example"})
    intake.reparse(engine, sisters, now=NOW)

    records, _, ignored = ledger(engine)
    assert (records, len(ignored)) == ((), 1)
    assert kinds(engine) == [Kind.PLACED_ANEW]


def test_reading_one_record_again_leaves_the_others(engine, monkeypatch):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    before = ledger(engine)
    again = []

    def counted(octets, newsroom, *, trusted):
        again.append(octets)
        return read(octets, newsroom, trusted=trusted)

    monkeypatch.setattr("worker.reading.read", counted)
    intake.reparse(engine, NEWSROOM, now=NOW, slug="nordsund-example")

    assert len(again) == 1
    assert ledger(engine) == before


def test_a_mail_that_can_no_longer_be_read_leaves_its_record_and_comes_back_with_its_id(
    asked_and_answered, monkeypatch
):
    before = ledger(asked_and_answered)

    def unreadable(_octets, _newsroom, *, trusted):
        raise Malformed(f"trusted: {trusted}")

    with monkeypatch.context() as broken:
        broken.setattr("worker.reading.read", unreadable)
        intake.reparse(asked_and_answered, NEWSROOM, now=NOW)
    records, held, _ = ledger(asked_and_answered)
    intake.reparse(asked_and_answered, NEWSROOM, now=NOW)

    assert (records, len(held)) == ((), 2)
    assert ledger(asked_and_answered) == before


def test_decisions_outlive_a_new_reading(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    (harbour, nordsund), _, _ = ledger(engine)
    decide(engine, decisions.move, entry=harbour.entries[0].id, slug=nordsund.slug)
    moved = ledger(engine)

    intake.reparse(engine, NEWSROOM, now=NOW)

    assert ledger(engine) == moved
    assert harbour.entries[0].id in {e.id for c in moved[0] for e in c.entries}
