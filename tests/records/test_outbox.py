import threading
from datetime import timedelta

import pytest

from tests.given import NOW
from worker.errors import Refused
from worker.mail.ours import token_of
from worker.records import outbox
from worker.records.database import reading, writing
from worker.records.outbox import Draft, Fate
from worker.records.secret import secret

MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(minutes=15)


def a_draft(key="reminder:d1:due", recipient="mara@newsroom.example", channel="mail", **told):
    told = {"kind": "reminder", "slug": "harbour", "about": {"deadline": "d1"}, "not_before": NOW} | told
    return Draft(key=key, recipient=recipient, channel=channel, **told)


def wrote(engine, *drafts):
    with writing(engine) as connection:
        return outbox.write(connection, drafts, domain="newsroom.example", at=NOW)


def leased(engine, now=NOW, until=LATER, limit=10):
    with writing(engine) as connection:
        return outbox.lease(connection, now=now, until=until, limit=limit)


def note(engine, become, *told, **more):
    with writing(engine) as connection:
        return become(connection, *told, **more)


def standing(engine):
    with reading(engine) as connection:
        return outbox.listing(connection, every=True)


@pytest.fixture
def row(engine):
    wrote(engine, a_draft())
    (row,) = leased(engine)
    return row


def test_the_same_notice_is_written_once(engine):
    others = a_draft(recipient="ole@newsroom.example"), a_draft(channel="chat"), a_draft(key="reminder:d1:after 1")

    assert [wrote(engine, a_draft(), a_draft()), wrote(engine, a_draft(), *others), wrote(engine)] == [1, 3, 0]


def test_a_notice_keeps_what_it_is_about_and_an_identifier_that_only_we_can_make(engine):
    wrote(engine, a_draft())

    (row,) = standing(engine)
    with reading(engine) as connection:
        key = secret(connection)
    assert (row.about, row.state, row.not_before, row.written_at) == ({"deadline": "d1"}, Fate.PENDING, NOW, NOW)
    assert token_of(row.message_id, key) == row.token
    assert token_of(row.message_id, b"another secret") is None


def test_what_is_due_is_leased_in_order_and_once(engine):
    wrote(engine, a_draft("late", not_before=NOW - MINUTE), a_draft("early", not_before=NOW - 2 * MINUTE))
    wrote(engine, a_draft("not yet", not_before=NOW + MINUTE))

    first, second = leased(engine, limit=10), leased(engine)

    assert [row.key for row in first] == ["early", "late"]
    assert {(row.state, row.attempts) for row in first} == {(Fate.SENDING, 1)}
    assert second == ()


def test_two_workers_at_once_never_lease_the_same(engine):
    wrote(engine, *(a_draft(str(n)) for n in range(60)))
    taken, start = [], threading.Barrier(2)

    def work():
        start.wait(5)
        while rows := leased(engine, limit=7):
            taken.extend(row.key for row in rows)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)

    assert sorted(taken, key=int) == [str(n) for n in range(60)]


def test_a_lease_that_ran_out_is_taken_once_more_and_then_left_to_a_person(row, engine):
    again = leased(engine, now=LATER, until=LATER + MINUTE)
    third = leased(engine, now=LATER + MINUTE)

    assert [(r.id, r.doubts, r.message_id) for r in again] == [(row.id, 1, row.message_id)]
    assert third == ()
    assert [(r.state, r.doubts) for r in standing(engine)] == [(Fate.DOUBTFUL, 2)]


def test_a_lease_that_still_runs_is_left_alone(row, engine):
    assert leased(engine, now=row.leased_until - MINUTE) == ()


BECOMES = {
    "sent": (outbox.sent, {"at": NOW}, (Fate.SENT, 1, 0)),
    "again": (outbox.again, {"until": LATER, "why": "451 busy"}, (Fate.PENDING, 1, 0)),
    "postponed": (outbox.postponed, {"until": LATER}, (Fate.PENDING, 0, 0)),
    "in doubt": (outbox.in_doubt, {"until": LATER, "why": "cut"}, (Fate.PENDING, 1, 1)),
    "failed": (outbox.failed, {"why": "550 no"}, (Fate.FAILED, 1, 0)),
    "moot": (outbox.moot, {"why": "answered"}, (Fate.MOOT, 1, 0)),
}


@pytest.mark.parametrize(("become", "told", "stands"), BECOMES.values(), ids=BECOMES)
def test_what_became_of_it_is_noted(row, engine, become, told, stands):
    note(engine, become, row.id, **told)

    (after,) = standing(engine)
    assert (after.state, after.attempts, after.doubts) == stands
    assert (after.leased_until, after.why) == (None, told.get("why", ""))
    assert leased(engine) == ()
    assert len(leased(engine, now=LATER, until=LATER + MINUTE)) == (after.state == Fate.PENDING)


def test_what_is_in_doubt_twice_is_left_to_a_person(row, engine):
    note(engine, outbox.in_doubt, row.id, until=LATER, why="cut")
    leased(engine, now=LATER, until=LATER + MINUTE)

    note(engine, outbox.in_doubt, row.id, until=LATER + MINUTE, why="cut again")

    (after,) = standing(engine)
    assert (after.state, after.doubts, after.why) == (Fate.DOUBTFUL, 2, "cut again")


def test_a_slow_worker_that_was_given_up_still_tells_that_it_sent(row, engine):
    leased(engine, now=LATER, until=LATER + MINUTE)

    note(engine, outbox.sent, row.id, at=LATER)
    note(engine, outbox.again, row.id, until=LATER, why="the other one")

    assert [r.state for r in standing(engine)] == [Fate.SENT]


def test_what_is_told_together_is_not_sent_alone(engine):
    wrote(engine, *(a_draft(str(n)) for n in range(3)))
    first, *_ = leased(engine, limit=1)
    waiting = [row.id for row in standing(engine) if row.id != first.id]
    note(engine, outbox.sent, first.id, at=NOW)

    note(engine, outbox.together, [first.id, *waiting])

    assert [row.state for row in standing(engine)] == [Fate.SENT, Fate.TOGETHER, Fate.TOGETHER]
    with reading(engine) as connection:
        assert [row.id for row in outbox.chosen(connection, waiting)] == waiting
        assert outbox.listing(connection, every=False) == ()


def test_what_somebody_was_sent_is_counted_by_channel_and_time(engine):
    wrote(engine, a_draft("a"), a_draft("b"), a_draft("c", channel="chat"), a_draft("d", recipient="ole@x.example"))
    for minutes, row in enumerate(leased(engine)):
        note(engine, outbox.sent, row.id, at=NOW + minutes * MINUTE)

    with reading(engine) as connection:
        since = [
            outbox.sent_since(connection, "mara@newsroom.example", "mail", NOW + minutes * MINUTE)
            for minutes in range(3)
        ]
    assert since == [2, 1, 0]


def test_a_person_lets_a_failure_rest_or_has_it_sent_again(engine):
    wrote(engine, a_draft("a"), a_draft("b"))
    for row in leased(engine):
        note(engine, outbox.failed, row.id, why="550 no")
    rest, anew = standing(engine)

    note(engine, outbox.dismiss, rest.token)
    note(engine, outbox.retry, anew.token, at=LATER)

    assert [row.key for row in leased(engine, now=LATER, until=LATER + MINUTE)] == ["b"]
    with pytest.raises(Refused, match="moot already"):
        note(engine, outbox.dismiss, rest.token)
    with pytest.raises(Refused, match="no notice 'nothing'"):
        note(engine, outbox.retry, "nothing", at=NOW)


def test_a_notice_is_found_by_its_token(row, engine):
    with reading(engine) as connection:
        assert outbox.find(connection, row.token) == row
        assert outbox.find(connection, "nothing") is None
