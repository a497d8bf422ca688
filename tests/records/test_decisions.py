from functools import partial

import pytest

from tests.given import (
    NOW,
    a_reply_to,
    a_stranger,
    an_inquiry,
)
from tests.ledger import ME, decide, kinds, ledger, receive, texts
from worker import intake
from worker.errors import Refused
from worker.records import correspondences, decisions, journal


def opened(connection):
    return decisions.open_record(connection, "Nordsund Group", domains=("Nordsund.example ",), **ME)


def moved(connection):
    (harbour,) = correspondences.all(connection, "harbour-example")
    decisions.move(connection, harbour.entries[0].id, "pier-trust", **ME)


def filed(connection):
    (held,) = correspondences.held(connection)
    decisions.file(connection, held.id, "pier-trust", **ME)


def ignored(connection):
    (held,) = correspondences.held(connection)
    decisions.ignore(connection, held.id, **ME)


DECISIONS = {
    "open": opened,
    "confirm": partial(decisions.confirm, slug="harbour-example", **ME),
    "close": partial(decisions.close, slug="harbour-example", **ME),
    "merge": partial(decisions.merge, slug="harbour-example", into="pier-trust", **ME),
    "move": moved,
    "file": filed,
    "ignore": ignored,
}


@pytest.mark.parametrize("decision", DECISIONS.values(), ids=DECISIONS)
def test_undo_restores_the_ledger_that_stood_before(engine, decision):
    inquiry = an_inquiry()
    receive(engine, inquiry, a_reply_to(inquiry), a_stranger(subject="Questions"))
    intake.decide(engine, partial(decisions.open_record, name="Pier Trust", **ME), now=NOW)
    before = ledger(engine)

    intake.decide(engine, decision, now=NOW)
    after = ledger(engine)
    intake.decide(engine, partial(journal.undo, **ME), now=NOW)

    assert after != before
    assert ledger(engine) == before


def test_a_held_mail_that_a_person_files_stands_on_that_record(engine):
    receive(engine, an_inquiry(), a_stranger(subject="Questions", words="I own it."))

    intake.decide(engine, partial(decisions.file, held=ledger(engine)[1][0].id, slug="harbour-example", **ME), now=NOW)

    assert "I own it." in texts(engine)["harbour-example"]
    assert ledger(engine)[1] == ()


def test_later_mail_follows_a_merge(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    decide(engine, decisions.merge, slug="nordsund-example", into="harbour-example")

    receive(engine, an_inquiry("office@nordsund.example", words="And the boats?"))

    assert list(texts(engine)) == ["harbour-example"]
    assert "And the boats?" in texts(engine)["harbour-example"]


def test_opening_a_record_that_mail_opened_confirms_it_with_what_mail_told(engine):
    receive(engine, an_inquiry())
    (before,), _, _ = ledger(engine)

    slug = decide(engine, decisions.open_record, name=before.name, country="Norway")

    (record,), _, _ = ledger(engine)
    assert record.slug == slug
    assert record.domains == ("harbour.example",)
    assert (record.confirmed, record.country) == (True, "Norway")
    assert [e.id for e in record.entries] == [e.id for e in before.entries]


def test_a_second_record_of_the_same_name_gets_its_own_slug(engine):
    slugs = [decide(engine, decisions.open_record, name="Pier Trust") for _ in range(2)]

    assert slugs == ["pier-trust", "pier-trust-2"]


REFUSED = {
    "a record nobody knows": partial(decisions.close, slug="nobody"),
    "an entry nobody knows": partial(decisions.move, entry="nothing", slug="harbour-example"),
    "a merge with itself": partial(decisions.merge, slug="harbour-example", into="harbour-example"),
    "opening what is open": partial(decisions.reopen, slug="harbour-example"),
    "a record without a name": partial(decisions.open_record, name=" "),
    "a held mail nobody knows": partial(decisions.file, held="0000000000", slug="harbour-example"),
}


@pytest.mark.parametrize("decision", REFUSED.values(), ids=REFUSED)
def test_a_decision_that_makes_no_sense_is_refused_and_leaves_no_line(engine, decision):
    receive(engine, an_inquiry())

    with pytest.raises(Refused):
        decide(engine, decision)

    assert kinds(engine) == []


def test_an_entry_is_not_moved_to_where_it_stands(asked_and_answered):
    (record,), _, _ = ledger(asked_and_answered)

    with pytest.raises(Refused, match="already"):
        decide(asked_and_answered, decisions.move, entry=record.entries[0].id, slug=record.slug)


def test_a_mail_that_cannot_be_read_is_not_filed_but_can_be_ignored(engine):
    receive(engine, an_inquiry(), b"no mail at all")
    (unreadable,) = ledger(engine)[1]

    with pytest.raises(Refused, match="can't be read"):
        decide(engine, decisions.file, held=unreadable.id, slug="harbour-example")
    decide(engine, decisions.ignore, held=unreadable.id)

    _, held, ignored = ledger(engine)
    assert (held, [i.sha256 for i in ignored]) == ((), [unreadable.sha256])
    intake.decide(engine, partial(journal.undo, **ME), now=NOW)
    assert ledger(engine)[1] == (unreadable,)
