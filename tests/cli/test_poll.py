from __future__ import annotations

import pytest

from tests.servers.dovecot import Dovecot, free_port
from worker.cli import poll as module

MAILBOX = """
[[mailboxes]]
name = "{name}"
host = "127.0.0.1"
port = {port}
tls = "none"
username = "{name}"
password = "secret"
"""


@pytest.fixture(scope="module")
def server():
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(server):
    server.empty()
    return server


def configure(desk, *mailboxes, more=""):
    """Add mailboxes to the configuration of a desk, each with its port."""
    config = desk.folder / "onrecord.toml"
    tables = [MAILBOX.format(name=name, port=port) for name, port in mailboxes]
    config.write_text(config.read_text(encoding="utf-8") + "".join(tables) + more, encoding="utf-8")


def letters(desk):
    return [path.read_bytes() for path in sorted((desk.folder / "mail").iterdir())]


def test_a_poll_files_what_has_come_and_says_so_in_one_line(conversation, dovecot):
    configure(conversation, ("desk", dovecot.port))
    dovecot.deliver(*letters(conversation))

    told = conversation.run("poll")

    assert (told.stdout, told.stderr) == ("desk: 3 new: 2 filed, 1 held, 0 ignored\n", "")
    assert "1 inquiry\n1 reply\n" in conversation.run("show", "harbour-alliance").stdout


def test_a_poll_can_be_repeated(conversation, dovecot):
    configure(conversation, ("desk", dovecot.port))
    dovecot.deliver(*letters(conversation))
    conversation.run("poll")
    before = conversation.run("export").stdout

    assert conversation.run("poll").stdout == "desk: 0 new: 0 filed, 0 held, 0 ignored\n"
    assert conversation.run("export").stdout == before


def test_a_mailbox_that_is_out_of_reach_keeps_no_other_waiting(conversation, dovecot):
    configure(conversation, ("away", free_port()), ("desk", dovecot.port), ("tips", dovecot.port))
    dovecot.deliver(*letters(conversation))
    dovecot.deliver(*letters(conversation)[:1], user="tips")

    told = conversation.run("poll")

    assert told.exit_code == 2
    assert told.stdout == (
        "desk: 3 new: 2 filed, 1 held, 0 ignored\ntips: 0 new: 0 filed, 0 held, 0 ignored; 1 known already\n"
    )
    assert told.stderr.startswith("onrecord: away: 127.0.0.1:")
    assert told.stderr.count("\n") == 1


WRONG = {
    "a wrong password": ('password = "secret"', 'password = "canary"', "refuses the login of 'desk'"),
    "a folder that is not there": ('tls = "none"', 'tls = "none"\nfolders = ["Inbx"]', "no folder 'Inbx'"),
    "no folder to move to": (
        'tls = "none"',
        'tls = "none"\nmark = "move"\nmove_to = "Done"',
        "no folder 'Done' to move mail to",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_in_one_line(conversation, dovecot, right, wrong, says):
    configure(conversation, ("desk", dovecot.port))
    config = conversation.folder / "onrecord.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")

    told = conversation.run("poll")

    assert told.exit_code == 2
    assert says in told.stderr
    assert told.stderr.count("\n") == 1
    assert "canary" not in told.stderr


def test_without_a_mailbox_it_says_how_to_name_one(conversation):
    told = conversation.run("poll")

    assert told.exit_code == 2
    assert "no mailbox is configured: write [[mailboxes]]" in told.stderr


def test_a_poll_that_is_interrupted_says_that_nothing_is_lost(conversation, dovecot, monkeypatch):
    configure(conversation, ("desk", dovecot.port))

    def interrupted(*_given, **_told):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "poll", interrupted)

    told = conversation.run("poll")

    assert told.exit_code == 130
    assert "nothing is lost" in told.stderr
