from __future__ import annotations

from datetime import timedelta

from tests.given import NOW
from worker.records.database import reading, writing
from worker.records.pulses import Pulse, note, pulses


def test_the_last_sign_of_life_of_each_part_is_kept(engine):
    later = NOW + timedelta(minutes=1)
    with writing(engine) as connection:
        note(connection, "poll:desk/INBOX", NOW, "3 new")
        note(connection, "beat", NOW)
    with writing(engine) as connection:
        note(connection, "poll:desk/INBOX", later, "0 new")

    with reading(engine) as connection:
        assert pulses(connection) == {
            "beat": Pulse(at=NOW, detail=""),
            "poll:desk/INBOX": Pulse(at=later, detail="0 new"),
        }
