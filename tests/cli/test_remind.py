from __future__ import annotations

import pytest

from tests.cli.test_deadlines import asked, dated  # noqa: F401 - fixtures
from tests.servers.smtp import Fault, sink

MONDAY = "2023-09-04T09:00"  # two working days before the mill has to answer


@pytest.fixture
def server():
    with sink() as server:
        yield server


def configure(desk, server):
    config = desk.folder / "onrecord.toml"
    smtp = f"""
[notices]
desk = ["editor@gazette.example"]
[smtp]
host = "127.0.0.1"
port = {server.port}
tls = "none"
"""
    config.write_text(config.read_text(encoding="utf-8") + smtp, encoding="utf-8")


def outbox(desk, *options):
    return [line.split("\t") for line in desk.run("outbox", *options).stdout.splitlines()[1:]]


def test_a_reminder_is_sent_once_when_its_step_has_come(dated, server):  # noqa: F811
    configure(dated, server)

    assert dated.run("remind", "--now", "2023-09-01T17:00").stdout == "nothing to tell\n"
    assert dated.run("remind", "--now", MONDAY).stdout == "2 sent\n"  # and the digest of the week
    reminders = [mail for mail in server.taken if "reminder" in mail.message["X-OnRecord-Notice"]]
    assert [mail.recipient for mail in reminders] == ["editor@gazette.example"]
    before = len(server.taken)
    dated.run("remind", "--now", MONDAY)
    assert len(server.taken) == before


def test_the_outbox_tells_what_was_sent(dated, server):  # noqa: F811
    configure(dated, server)
    dated.run("remind", "--now", MONDAY)

    (reminder,) = [row for row in outbox(dated, "--all") if row[4].startswith("reminder")]

    assert reminder[1:7] == [
        "2023-09-04 09:00", "editor@gazette.example", "mail", "reminder, before 2", "mill", "sent",
    ]  # fmt: skip
    assert outbox(dated) == []


def test_what_a_server_refuses_waits_for_a_person_who_sends_it_again(dated, server):  # noqa: F811
    configure(dated, server)
    server.fault = Fault("rcpt", "550 5.1.1 No such user")
    dated.run("remind", "--now", MONDAY)
    (failed,) = [row for row in outbox(dated) if row[4].startswith("reminder")]
    assert failed[6] == "failed"
    assert "No such user" in failed[7]

    server.fault = None
    told = dated.run("outbox", "--again", failed[0])
    dated.run("remind", "--now", MONDAY)

    assert told.exit_code == 0
    assert len([m for m in server.taken if "reminder" in m.message["X-OnRecord-Notice"]]) == 1


def test_all_that_failed_is_sent_again_in_one(dated, server):  # noqa: F811
    configure(dated, server)
    server.fault = Fault("rcpt", "550 5.1.1 No such user")
    dated.run("remind", "--now", MONDAY)
    assert [row[6] for row in outbox(dated)] == ["failed", "failed"]

    server.fault = None
    told = dated.run("outbox", "--again", "all")
    dated.run("remind", "--now", MONDAY)

    assert told.stdout == "2 are sent again at once where the service runs\n"
    assert (len(server.taken), outbox(dated)) == (2, [])
    assert "no notice failed" in dated.run("outbox", "--again", "all").stderr


def test_what_waits_for_a_server_is_sent_at_once_when_asked_for_and_not_dropped(dated, server):  # noqa: F811
    configure(dated, server)
    server.fault = Fault("mail", "530 5.7.0 Log in")
    dated.run("remind", "--now", MONDAY)
    assert [row[6] for row in outbox(dated)] == ["pending", "pending"]
    assert dated.run("outbox", "--drop", "all").exit_code == 2

    server.fault = None
    dated.run("outbox", "--again", "all")
    assert dated.run("remind", "--now", MONDAY).stdout == "2 sent\n"


def test_all_that_failed_can_be_dropped_in_one(dated, server):  # noqa: F811
    configure(dated, server)
    server.fault = Fault("rcpt", "550 5.1.1 No such user")
    dated.run("remind", "--now", MONDAY)

    assert dated.run("outbox", "--drop", "all").stdout == "2 are let rest\n"
    assert outbox(dated) == []


def test_a_notice_can_be_dropped(dated, server):  # noqa: F811
    configure(dated, server)
    server.fault = Fault("rcpt", "550 5.1.1 No such user")
    dated.run("remind", "--now", MONDAY)

    for row in outbox(dated):
        assert dated.run("outbox", "--drop", row[0]).exit_code == 0

    assert outbox(dated) == []


@pytest.mark.parametrize(
    ("command", "says"),
    {
        "a time that is none": (("remind", "--now", "soon"), "--now 'soon' is no time"),
        "the last time there is": (("remind", "--now", "9999-12-31T00:00"), "write a year from 1970 to 2200"),
        "the first": (("remind", "--now", "0001-01-01T00:00"), "is too far off"),
        "an id that names nothing": (("outbox", "--again", "ffff"), "no notice 'ffff'"),
        "two things at once": (("outbox", "--again", "a", "--drop", "b"), "only one of them can be meant"),
    }.values(),
    ids=str,
)
def test_what_can_not_be_done_is_said_in_one_line(dated, server, command, says):  # noqa: F811
    configure(dated, server)

    told = dated.run(*command)

    assert (told.exit_code, told.stderr.count("\n")) == (2, 1)
    assert says in told.stderr


def test_without_a_server_nobody_can_be_told(dated):  # noqa: F811
    told = dated.run("remind")

    assert told.exit_code == 2
    assert "nobody can be told: set [smtp] host" in told.stderr
