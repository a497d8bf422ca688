from __future__ import annotations

import pytest

from tests.given import MONDAY, a_reply_to, an_inquiry
from tests.ledger import ME, decide, ledger, receive
from worker.errors import Refused
from worker.mail.message import Direction
from worker.publication.manual import Channel
from worker.records import decisions, journal, page_decisions, publication_decisions
from worker.records.awaiting import awaiting
from worker.records.database import reading, writing


@pytest.fixture
def two(engine):
    """A record that mail opened by itself with two letters, and one that a person opened with one."""
    decide(engine, decisions.open_record, name="Mill", domains=("mill.example",))
    inquiry = an_inquiry()
    receive(engine, inquiry, a_reply_to(inquiry), an_inquiry("press@mill.example"))
    return engine


def waits(engine, slug=None):
    with reading(engine) as connection:
        return list(awaiting(connection, slug).items())


def decided(engine, decision, *told, **more):
    with writing(engine) as connection:
        return decision(connection, *told, **ME, **more)


def letters(engine, slug):
    return next([e.id for e in record.entries] for record in ledger(engine)[0] if record.slug == slug)


def test_what_nobody_decided_of_is_counted_and_records_that_people_opened_come_first(two):
    assert waits(two) == [("mill", 1), ("harbour-example", 2)]
    assert waits(two, "harbour-example") == [("harbour-example", 2)]


def test_what_was_released_or_withheld_waits_no_more_and_again_after_an_undo(two):
    first, second = letters(two, "harbour-example")
    decided(two, publication_decisions.release, first, "Who owns the pier?")
    decided(two, publication_decisions.withhold, second)
    assert waits(two) == [("mill", 1)]

    decided(two, journal.undo)
    assert waits(two) == [("mill", 1), ("harbour-example", 1)]


def test_what_was_added_by_hand_waits_too_and_follows_its_record(two):
    decide(two, decisions.open_record, name="Pier", domains=("pier.example",))
    call = decided(two, page_decisions.add, "pier", Channel.PHONE, Direction.REPLY, moment=MONDAY, text="It is so.")
    assert waits(two, "pier") == [("pier", 1)]

    decide(two, decisions.merge, slug="pier", into="mill")
    assert waits(two) == [("mill", 2), ("harbour-example", 2)]
    decided(two, publication_decisions.release, call, "It is so.")
    assert waits(two) == [("mill", 1), ("harbour-example", 2)]


def test_a_record_that_is_unknown_is_refused(two):
    with pytest.raises(Refused, match="no record 'pier'"):
        waits(two, "pier")


def test_nothing_waits_on_an_empty_ledger(engine):
    assert waits(engine) == []
