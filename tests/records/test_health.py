from datetime import timedelta

import pytest

from tests.given import NOW, a_stranger, raw
from tests.ledger import receive
from worker.records import archive, pulses, troubles
from worker.records.database import reading, writing
from worker.records.health import health

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
    assert standing(alive).well
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

    assert standing(alive).well
    assert standing(alive).failed == 1
