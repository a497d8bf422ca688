import json
from datetime import timedelta

import pytest

from tests.cli.conftest import NOW
from worker.records import outbox, pulses
from worker.records.database import connect, writing
from worker.records.outbox import Draft


def living(desk, at=NOW):
    engine = connect(f"sqlite:///{desk.folder / 'ledger.db'}")
    with writing(engine) as connection:
        for role in ("worker", "beat"):
            pulses.note(connection, role, at)
    engine.dispose()


def test_a_service_that_is_well_is_told_with_exit_code_0(desk):
    living(desk)

    told = desk.run("status")

    assert told.exit_code == 0
    assert "worker\twell\talive\t0 s" in told.stdout
    assert "0 waiting, 0 held, 0 unreadable, 0 overdue" in told.stdout


def test_a_service_that_is_not_well_is_told_with_exit_code_1(desk):
    living(desk, NOW - timedelta(hours=2))

    told = desk.run("status")

    assert told.exit_code == 1
    assert "beat\tnot well\tno sign of life\t2 h" in told.stdout


def test_other_programs_read_json(desk):
    living(desk)

    told = json.loads(desk.run("status", "--json").stdout)

    assert told["healthy"]
    assert (told["waiting"], told["held"], told["failed"], told["overdue"]) == (0, 0, 0, 0)
    assert told["notices"] == {"waiting": 0, "failed": 0, "doubtful": 0}
    assert {"name": "beat", "well": True, "says": "alive", "at": "2023-09-01T12:00:00+00:00"} in told["signs"]


def test_a_notice_that_failed_is_a_red_row(desk):
    living(desk)
    engine = connect(f"sqlite:///{desk.folder / 'ledger.db'}")
    draft = Draft(key="r", kind="reminder", slug="pier", recipient="m", channel="mail", about={}, not_before=NOW)
    with writing(engine) as connection:
        outbox.write(connection, [draft], domain="newsroom.example", at=NOW)
        (row,) = outbox.lease(connection, now=NOW, until=NOW, limit=1)
        outbox.failed(connection, row.id, why="550 no such mailbox")
    engine.dispose()

    told = desk.run("status")

    assert told.exit_code == 1
    assert "outbox\tnot well\t1 failed (reminder on pier): 550 no such mailbox" in told.stdout


def test_one_sign_alone_decides_where_only_that_is_asked_for(desk):
    desk.run("status")

    assert desk.run("status", "--of", "database").exit_code == 0
    assert desk.run("status", "--of", "worker").exit_code == 1
    assert desk.run("status", "--of", "cook").exit_code == 2


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ('[database]\nurl = "sqlite:////no/such/folder/ledger.db"\n', "database"),
        ('[broker]\nurl = "redis://:hidden@127.0.0.1:1/0"\n', "broker"),
    ],
)
def test_a_server_that_is_away_is_one_red_row(desk, setting, name):
    config = desk.folder / "onrecord.toml"
    config.write_text(config.read_text() + setting, encoding="utf-8")

    told = desk.run("status")

    assert told.exit_code == 1
    assert f"{name}\tnot well\t" in told.stdout
    assert "hidden" not in told.output
