from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.given import MONDAY, NOW, a_stranger, an_inquiry, raw
from tests.ledger import receive
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import Standing, State
from worker.records import agenda, archive, correspondences, obstacles, outbox, pulses, tables, troubles, unrendered
from worker.records.database import reading, writing
from worker.records.health import health
from worker.records.outbox import Draft, Fate

FOLDERS = {"desk": ("INBOX", "Sent")}
ALL = ("poll:desk/INBOX", "poll:desk/Sent", "worker", "beat", "watch")


def standing(engine, now=NOW):
    with reading(engine) as connection:
        return health(connection, FOLDERS, now)


def ill(engine, now=NOW):
    return {sign.name: sign.says for sign in standing(engine, now).signs if not sign.well}


@pytest.fixture
def alive(engine):
    with writing(engine) as connection:
        for role in ALL:
            pulses.note(connection, role, NOW, "2 new")
    return engine


def test_where_everything_gave_a_sign_of_life_all_is_well(alive):
    assert ill(alive) == {}


def test_what_never_ran_is_not_well(engine):
    assert ill(engine) == {
        "desk/INBOX": "never polled",
        "desk/Sent": "never polled",
        "worker": "no sign of life",
        "beat": "no sign of life",
    }


@pytest.mark.parametrize(
    ("minutes", "silent"),
    [(3, set()), (4, {"worker", "beat", "watch"}), (6, {"worker", "beat", "watch", "desk/INBOX", "desk/Sent"})],
)
def test_silence_is_not_well_after_a_while(alive, minutes, silent):
    assert set(ill(alive, NOW + timedelta(minutes=minutes))) == silent


def test_a_mailbox_that_cannot_be_polled_says_why(alive):
    with writing(alive) as connection:
        troubles.note(connection, "desk", NOW, "wrong password")

    assert ill(alive) == dict.fromkeys(("desk/INBOX", "desk/Sent"), "wrong password")


def test_mail_that_waits_too_long_is_not_well(alive):
    with writing(alive) as connection:
        archive.store(connection, [raw(a_stranger())], now=NOW - timedelta(minutes=6))

    assert ill(alive) == {"waiting": "mail waits to be filed"}
    assert standing(alive).waiting == 1


def test_mail_that_waits_for_a_person_is_counted_and_well(alive):
    receive(alive, b"no mail at all")

    assert ill(alive) == {}
    assert standing(alive).failed == 1


def a_notice(engine, fate, why="", *, due=NOW, attempts=1):
    draft = Draft(
        key=f"{fate} {due}", kind="reminder", slug="pier", recipient="m", channel="mail", about={}, not_before=due
    )
    with writing(engine) as connection:
        outbox.write(connection, [draft], domain="newsroom.example", at=NOW)
        changed = update(tables.outbox).where(tables.outbox.c.key == draft.key)
        connection.execute(changed.values(state=fate, why=why, attempts=attempts))


NOTICES = {
    "one that is due": ({"fate": Fate.PENDING}, True, "1 waits to be sent"),
    "one for tomorrow": ({"fate": Fate.PENDING, "due": NOW + timedelta(days=1)}, True, "1 waits for later"),
    "one that waits too long": (
        {"fate": Fate.PENDING, "due": NOW - timedelta(minutes=11)},
        False,
        "1 waits to be sent",
    ),
    "one that was sent": ({"fate": Fate.SENT, "due": NOW - timedelta(days=1)}, True, "nothing waits"),
    "one that was put off": (
        {"fate": Fate.PENDING, "why": "451 busy", "attempts": 2, "due": NOW + timedelta(minutes=4)},
        True,
        "1 waits (reminder on pier): 451 busy",
    ),
    "one that was tried often": (
        {"fate": Fate.PENDING, "why": "451 busy", "attempts": 3, "due": NOW + timedelta(hours=1)},
        False,
        "1 waits (reminder on pier): 451 busy",
    ),
    "one that failed": ({"fate": Fate.FAILED, "why": "550 no"}, False, "1 failed (reminder on pier): 550 no"),
    "one in doubt": ({"fate": Fate.DOUBTFUL}, False, "1 may have been sent (reminder on pier)"),
}


@pytest.mark.parametrize(("notice", "well", "says"), NOTICES.values(), ids=NOTICES)
def test_the_outbox_is_well_while_its_notices_go_out(alive, notice, well, says):
    a_notice(alive, **notice)

    (sign,) = (sign for sign in standing(alive).signs if sign.name == "outbox")
    assert (sign.well, sign.says) == (well, says)


OBSTACLES = {
    "a dead server, at first": (False, timedelta(minutes=4), True),
    "a dead server, since some minutes": (False, timedelta(minutes=6), False),
    "a wrong password, at once": (True, timedelta(0), False),
}


@pytest.mark.parametrize(("for_a_person", "since", "well"), OBSTACLES.values(), ids=OBSTACLES)
def test_what_keeps_all_notices_from_leaving_is_told_once_with_their_number(alive, for_a_person, since, well):
    for minutes in range(7):
        a_notice(alive, Fate.PENDING, "535 no", due=NOW + timedelta(minutes=minutes), attempts=0)
    with writing(alive) as connection:
        obstacles.note(connection, "mail", NOW - since, "535 no", for_a_person=for_a_person)
        obstacles.note(connection, "mail", NOW, "535 no", for_a_person=for_a_person)

    (sign,) = (sign for sign in standing(alive).signs if sign.name == "outbox")
    assert (sign.well, sign.says, sign.at) == (well, "7 wait: 535 no", NOW - since)


def test_what_stood_in_the_way_is_no_trouble_where_nothing_waits_or_it_is_over(alive):
    with writing(alive) as connection:
        obstacles.note(connection, "mail", NOW, "535 no", for_a_person=True)
    assert ill(alive) == {}

    a_notice(alive, Fate.PENDING, "535 no", due=NOW + timedelta(minutes=1), attempts=0)
    assert ill(alive) != {}
    with writing(alive) as connection:
        obstacles.over(connection, "mail")
    assert ill(alive) == {}


def test_notices_are_told_by_the_reason_why_they_wait(alive):
    for number, (fate, why) in enumerate(
        [
            (Fate.FAILED, "550 a"),
            (Fate.FAILED, "550 b"),
            (Fate.PENDING, "451"),
            (Fate.FAILED, "550 a"),
            (Fate.FAILED, "c"),
        ]
    ):
        a_notice(alive, fate, why, due=NOW + timedelta(minutes=number))

    assert ill(alive)["outbox"] == (
        "2 failed: 550 a; 1 failed (reminder on pier): 550 b; 1 waits (reminder on pier): 451; 1 more: `onrecord outbox`"
    )


def test_notices_that_need_a_person_are_counted_and_told(alive):
    for fate in (Fate.FAILED, Fate.DOUBTFUL, Fate.PENDING):
        for hours in range(2):
            a_notice(alive, fate, due=NOW + timedelta(hours=hours))

    counts = standing(alive).notices
    assert (counts.waiting, counts.failed, counts.doubtful) == (2, 2, 2)
    assert ill(alive)["outbox"] == "2 failed; 2 may have been sent; 1 waits to be sent; 1 waits for later"


def test_what_is_overdue_is_counted_and_well(alive):
    receive(alive, an_inquiry())
    with writing(alive) as connection:
        (record,) = correspondences.all(connection)
        late = {"id": "d1", "entry": record.entries[0].id, "kind": Ask.REQUEST, "due_at": MONDAY, "phrase": "by July 3"}
        agenda.settle(connection, record.slug, [Standing(**late, state=State.MISSED)], by="the calendar")

    assert standing(alive).overdue == 1
    assert ill(alive) == {}


def test_records_that_can_not_be_rendered_are_told_until_they_can(alive):
    with writing(alive) as connection:
        unrendered.note(connection, ["abbey", "mill", "pier", "quay", "weir"], NOW)
    assert ill(alive) == {"pages": "can't be rendered: abbey, mill, pier and 2 more"}

    with writing(alive) as connection:
        unrendered.note(connection, [], NOW)
    assert ill(alive) == {}
