from datetime import timedelta
from functools import partial

import pytest

from tests.given import NEWSROOM, NOW, an_inquiry, raw
from tests.ledger import ME, kinds, ledger, receive
from tests.records.test_agenda import DAY, DUE, SLUG, a_standing, entries, settle, unsettled
from worker import intake
from worker.deadlines.ruled import Ruled
from worker.errors import Refused
from worker.reading import read_waiting
from worker.records import archive, journal
from worker.records import deadline_decisions as decisions
from worker.records.database import reading, writing
from worker.records.decisions import close
from worker.records.line import Kind


@pytest.fixture
def asked(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    (entry,) = entries(engine)
    settle(engine, a_standing(entry))
    return engine


def decide(engine, decision, *told, **more):
    with writing(engine) as connection:
        return decision(connection, *told, **ME, **more)


def ruled(engine):
    return {record.slug: dict(record.ruled) for record in ledger(engine)[0] if record.ruled}


extend = partial(decisions.extend, due_at=DUE + DAY)
snooze = partial(decisions.snooze, until=NOW + DAY)
SAID = {
    "extended": ([extend], Ruled(due_at=DUE + DAY)),
    "answered now": ([decisions.answered], Ruled(answered_at=NOW)),
    "answered then": ([partial(decisions.answered, answered_at=DUE)], Ruled(answered_at=DUE)),
    "snoozed": ([snooze], Ruled(snoozed_until=NOW + DAY)),
    "no deadline": ([decisions.dismiss], Ruled(cancelled=True)),
    "extended and snoozed": ([extend, snooze], Ruled(due_at=DUE + DAY, snoozed_until=NOW + DAY)),
    "extended, then answered": ([extend, decisions.answered], Ruled(due_at=DUE + DAY, answered_at=NOW)),
    "no deadline, then extended": ([decisions.dismiss, extend], Ruled(due_at=DUE + DAY)),
    "snoozed, then answered": ([snooze, decisions.answered], Ruled(answered_at=NOW)),
}


@pytest.mark.parametrize(("taken", "says"), SAID.values(), ids=SAID)
def test_what_people_said_of_a_deadline_stands_on_its_record(asked, taken, says):
    for decision in taken:
        decide(asked, decision, deadline="d1")

    assert ruled(asked) == {SLUG: {"d1": says}}


@pytest.mark.parametrize("decision", [extend, decisions.answered, snooze, decisions.dismiss])
def test_a_decision_and_its_undoing_unsettle_the_record(asked, decision):
    settle(asked, slug="nordsund-example")
    decide(asked, decision, deadline="d1")
    assert unsettled(asked) == (SLUG,)
    settle(asked, a_standing(entries(asked)[0]))

    with writing(asked) as connection:
        journal.undo(connection, **ME)

    assert unsettled(asked) == (SLUG,)
    assert ruled(asked) == {}


def test_a_decision_gives_its_line(asked):
    first, second = decide(asked, decisions.answered, "d1"), decide(asked, extend, "d1", why="she was away")

    with writing(asked) as connection:
        assert journal.undo(connection, **ME, line=first + 1).id == second
    assert kinds(asked) == [Kind.ANSWERED, Kind.EXTEND, Kind.UNDO]


def test_a_deadline_nobody_knows_is_refused_with_the_nearest(asked):
    for told, meant in (("d12", r", did you mean d1\?"), ("nothing", "; ")):
        with pytest.raises(Refused, match=f"no deadline '{told}'{meant}"):
            decide(asked, decisions.dismiss, told)

    assert kinds(asked) == []


def test_a_time_that_is_past_is_no_time_to_wait_for(asked):
    with pytest.raises(Refused, match="is past"):
        decide(asked, decisions.snooze, "d1", NOW - timedelta(minutes=1))


def test_the_ledger_follows_a_decision_and_leaves_letters_where_they_stand(asked):
    before = [(record.slug, record.entries) for record in ledger(asked)[0]]

    intake.decide(asked, partial(decisions.dismiss, deadline="d1", **ME), now=NOW)

    assert ruled(asked) == {SLUG: {"d1": Ruled(cancelled=True)}}
    assert [(record.slug, record.entries) for record in ledger(asked)[0]] == before


def test_a_decision_on_a_deadline_places_no_letter_anew(asked):
    with writing(asked) as connection:
        (waiting,) = archive.store(connection, [raw(an_inquiry())], now=NOW).new
    read_waiting(asked, NEWSROOM)
    waits = []

    for decision in (
        partial(decisions.answered, deadline="d1"),
        journal.undo,
        partial(close, slug="nordsund-example"),
    ):
        intake.decide(asked, partial(decision, **ME), now=NOW)
        with reading(asked) as connection:
            waits.append(archive.states(connection, [waiting])[waiting])

    assert waits == ["pending", "pending", "filed"]
