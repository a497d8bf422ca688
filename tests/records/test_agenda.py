from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from tests.given import MONDAY, NEWSROOM, NOW, a_reply_to, an_inquiry, raw
from tests.ledger import decide, ledger, receive
from worker import intake
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import Standing, State
from worker.records import agenda, decisions, journal
from worker.records.database import reading, writing

DUE = datetime(2023, 7, 10, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SLUG = "harbour-example"


@pytest.fixture
def asked(engine):
    """Give a database with one record of one letter, settled."""
    receive(engine, an_inquiry())
    settle(engine)
    return engine


def entries(engine, slug=SLUG):
    return [e.id for record in ledger(engine)[0] if record.slug == slug for e in record.entries]


def a_standing(entry, id_="d1", **told):
    told = {"kind": Ask.REQUEST, "due_at": DUE, "phrase": "by July 10", "state": State.OPEN} | told
    return Standing(id=id_, entry=entry, **told)


def settle(engine, *standings, slug=SLUG):
    with writing(engine) as connection:
        agenda.settle(connection, slug, standings, by="the calendar")


def unsettled(engine):
    with reading(engine) as connection:
        return agenda.unsettled(connection, 10, by="the calendar")


def found(engine, id_="d1"):
    with reading(engine) as connection:
        return agenda.find(connection, id_)


def awaited(engine, **span):
    with reading(engine) as connection:
        return [a.id for a in agenda.awaited(connection, **span)]


def test_a_new_record_is_unsettled_until_its_deadlines_are_kept(engine):
    receive(engine, an_inquiry())
    assert unsettled(engine) == (SLUG,)

    settle(engine)

    assert unsettled(engine) == ()


def test_a_letter_unsettles_the_record_it_joins_and_no_other(engine):
    inquiry = an_inquiry()
    receive(engine, inquiry, an_inquiry("office@nordsund.example"))
    settle(engine)
    settle(engine, slug="nordsund-example")

    receive(engine, a_reply_to(inquiry))

    assert unsettled(engine) == (SLUG,)


def test_mail_that_changes_nothing_unsettles_nothing(asked):
    receive(asked, raw(b"no mail at all"))

    assert unsettled(asked) == ()


def test_mail_that_is_read_anew_unsettles_its_record(asked):
    intake.reparse(asked, NEWSROOM, now=NOW, slug=SLUG)

    assert unsettled(asked) == (SLUG,)


def test_what_moves_unsettles_where_it_stood_and_where_it_stands(engine):
    inquiry = an_inquiry()
    receive(engine, inquiry, a_reply_to(inquiry), an_inquiry("office@nordsund.example"))
    for slug in (SLUG, "nordsund-example"):
        settle(engine, slug=slug)

    decide(engine, decisions.move, entry=entries(engine)[1], slug="nordsund-example")

    assert set(unsettled(engine)) == {SLUG, "nordsund-example"}


def test_a_deadline_is_found_with_its_record(asked):
    (entry,) = entries(asked)

    settle(asked, a_standing(entry))

    kept = found(asked)
    assert (kept.entry, kept.slug, kept.owner, kept.kind) == (entry, SLUG, "mara@newsroom.example", Ask.REQUEST)
    assert (kept.due_at, kept.phrase, kept.awaited, kept.sequence) == (DUE, "by July 10", True, 0)
    assert (kept.known_at, kept.snoozed_until) == (NOW, None)
    assert found(asked, "nothing") is None


UNCHANGED = {
    "the same": {},
    "told by another clock": {"due_at": DUE.astimezone(MONDAY.tzinfo)},
    "late": {"state": State.MISSED},
}
CHANGED = {
    "extended": {"due_at": DUE + DAY},
    "answered": {"state": State.MET},
    "snoozed": {"snoozed_until": NOW},
    "with us": {"ours": True},
}


@pytest.mark.parametrize(
    ("told", "sequence"), [(t, 0) for t in UNCHANGED.values()] + [(t, 1) for t in CHANGED.values()]
)
def test_a_change_is_counted(asked, told, sequence):
    (entry,) = entries(asked)
    settle(asked, a_standing(entry))

    for _ in range(2):
        settle(asked, a_standing(entry, **told))

    assert found(asked).sequence == sequence


def test_a_deadline_that_is_gone_from_its_letter_is_gone(asked):
    (entry,) = entries(asked)
    settle(asked, a_standing(entry), a_standing(entry, "d2"))

    settle(asked, a_standing(entry, "d2"))

    assert found(asked) is None
    assert found(asked, "d2").sequence == 0


def test_a_deadline_is_known_since_the_first_mail_with_it_also_when_a_better_copy_comes(engine):
    inquiry = an_inquiry()
    receive(engine, inquiry)
    (entry,) = entries(engine)
    settle(engine, a_standing(entry))
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE mails SET archived_at = '2020-01-01T00:00:00+00:00'")
    inquiry["Received"] = "from a.example by b.example; Mon, 3 Jul 2023 09:30:00 -0400"
    receive(engine, inquiry)

    settle(engine, a_standing(entry), a_standing(entry, "d2"))

    assert entries(engine) == [entry]
    assert found(engine).known_at == NOW
    assert found(engine, "d2").known_at == datetime(2020, 1, 1, tzinfo=UTC)


def test_a_deadline_keeps_its_count_when_its_letter_moves_whichever_record_is_settled_first(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    (entry,) = entries(engine)
    for due in (DUE, DUE + DAY):
        settle(engine, a_standing(entry, due_at=due))

    decide(engine, decisions.move, entry=entry, slug="nordsund-example")
    settle(engine)
    settle(engine, a_standing(entry, due_at=DUE + DAY), slug="nordsund-example")

    kept = found(engine)
    assert (kept.slug, kept.sequence) == ("nordsund-example", 1)


def test_deadlines_of_a_letter_that_moved_meanwhile_are_left_to_its_record(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    (elsewhere,) = entries(engine, "nordsund-example")

    settle(engine, a_standing(elsewhere))
    settle(engine, a_standing(elsewhere), slug="nobody")

    assert found(engine) is None


def test_what_is_awaited_is_given_by_the_time_it_is_due(asked):
    (entry,) = entries(asked)
    settle(
        asked,
        a_standing(entry, "later", due_at=DUE + DAY),
        a_standing(entry, "first", due_at=DUE.astimezone(MONDAY.tzinfo)),
        a_standing(entry, "met", state=State.MET),
    )

    assert awaited(asked) == ["first", "later"]
    assert awaited(asked, after=DUE, before=DUE + 2 * DAY) == ["later"]
    assert awaited(asked, after=DUE - DAY, before=DUE + DAY) == ["first"]


def test_nothing_is_awaited_on_a_closed_record(asked):
    (entry,) = entries(asked)
    settle(asked, a_standing(entry))

    decide(asked, decisions.close, slug=SLUG)

    assert awaited(asked) == []
    with reading(asked) as connection:
        assert (agenda.overdue(connection, NOW), agenda.owners(connection)) == (0, ())


def test_requests_that_nobody_answered_in_time_are_counted(asked):
    (entry,) = entries(asked)
    settle(
        asked,
        a_standing(entry, "late", state=State.MISSED),
        a_standing(entry, "promised", kind=Ask.PROMISE),
        a_standing(entry, "met", state=State.LATE),
    )

    with reading(asked) as connection:
        assert [agenda.overdue(connection, at) for at in (DUE, DUE + DAY)] == [0, 1]
        assert agenda.owners(connection) == ("mara@newsroom.example",)


def test_a_letter_that_leaves_the_ledger_takes_its_deadlines_along(asked):
    (entry,) = entries(asked)
    settle(asked, a_standing(entry))
    (mail,) = ledger(asked)[0][0].entries[0].sources

    decide(asked, decisions.ignore, held=mail.sha256)

    assert found(asked) is None
    intake.decide(asked, partial(journal.undo, who="mara", at=NOW), now=NOW)
    assert unsettled(asked) == (SLUG,)
