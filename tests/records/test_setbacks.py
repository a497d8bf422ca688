from datetime import timedelta

from tests.given import NOW
from worker.records import setbacks
from worker.records.database import reading, writing

HOUR = timedelta(hours=1)


def waiting(engine, now):
    with reading(engine) as connection:
        return setbacks.waiting(connection, now)


def test_a_record_waits_an_hour_after_each_setback_and_no_other_does(engine):
    with writing(engine) as connection:
        setbacks.note(connection, "harbour", NOW, "KeyError: 1")

    assert waiting(engine, NOW + timedelta(minutes=59)) == {"harbour"}
    assert waiting(engine, NOW + HOUR) == set()

    with writing(engine) as connection:
        setbacks.note(connection, "harbour", NOW + HOUR, "KeyError: 1")

    assert waiting(engine, NOW + HOUR) == {"harbour"}


def test_a_setback_that_is_over_is_forgotten(engine):
    with writing(engine) as connection:
        setbacks.note(connection, "harbour", NOW, "KeyError: 1")
        setbacks.over(connection, "harbour")

    assert waiting(engine, NOW) == set()
