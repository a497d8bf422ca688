from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.servers.having import free_port
from tests.servers.smtp import Fault, hang, sink
from worker.checking import check as checking
from worker.mailbox.account import Timeouts
from worker.settings import load

NEWSROOM = """
[newsroom]
domains = ["gazette.example"]
mailbox_addresses = ["desk@gazette.example"]
[database]
url = "sqlite:///ledger.db"
"""
DESK = '[notices]\ndesk = ["editor@gazette.example"]\n'


@pytest.fixture
def check(tmp_path):
    """Run the check over a configuration; give of each thing its state and what is said."""

    def run(text):
        file = tmp_path / "onrecord.toml"
        file.write_text(NEWSROOM + text, encoding="utf-8")
        found = checking.check(load(file, {}), now=lambda: datetime.now(UTC))
        return {f.what: (str(f.state), f.says) for f in found}

    return run


def smtp(port, **told):
    usual = {"host": "127.0.0.1", "port": port, "tls": "none"}
    return "[smtp]\n" + "".join(f"{key} = {value!r}\n" for key, value in (usual | told).items())


def test_a_server_that_takes_notices_for_the_desk_works_and_gets_none(check):
    with sink() as server:
        told = check(DESK + smtp(server.port))

        assert told["smtp"] == (
            "works",
            f"no login at 127.0.0.1:{server.port} in clear; it takes mail from desk@gazette.example to editor@gazette.example",
        )
        assert server.said == ["EHLO", "NOOP", "MAIL", "RCPT", "RSET", "QUIT"]
        assert server.taken == ()
    assert not [what for what in told if what.startswith(("notices", "desk", "reporter"))]


def test_a_login_by_tls_is_told(check, authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with sink(tls="starttls", certificate=authority.signed("localhost"), username="desk", password="secret") as server:
        login = {"host": "localhost", "tls": "starttls", "username": "desk"}
        right = check(DESK + smtp(server.port, password="secret", **login))
        wrong = check(DESK + smtp(server.port, password="not-the-one", **login))

    assert right["smtp"][0] == "works"
    assert "desk logged in at localhost" in right["smtp"][1]
    assert "by STARTTLS" in right["smtp"][1]
    assert wrong["smtp"][0] == "wrong"
    assert "refuses the login of 'desk': check [smtp] username and password" in wrong["smtp"][1]
    assert "not-the-one" not in str(wrong)


FAULTS = {
    "no sender": (Fault("mail", "550 5.7.1 Not you"), "smtp", "wrong", "asked to take mail from desk@gazette.example"),
    "no recipient": (Fault("rcpt", "550 5.1.1 Nobody"), "smtp, editor@gazette.example", "wrong", "550 5.1.1 Nobody"),
    "greylisted": (Fault("rcpt", "450 4.2.0 Wait"), "smtp, editor@gazette.example", "beware", "450 4.2.0 Wait"),
    "busy": (Fault("connect", "421 4.3.2 Busy"), "smtp", "wrong", "takes nothing now: 421 4.3.2 Busy"),
    "cut": (Fault("rcpt"), "smtp", "wrong", "ended the connection"),
    "silent": (hang("connect"), "smtp", "wrong", "was silent"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_server_says_against_a_notice_is_told(check, monkeypatch, name):
    fault, what, state, says = FAULTS[name]
    monkeypatch.setattr(checking, "HURRIED", Timeouts(connect=0.5, read=0.5))
    with sink() as server:
        server.fault = fault
        told = check(DESK + smtp(server.port))

    assert told[what][0] == state
    assert says in told[what][1]


def test_a_server_that_is_not_there_is_told(check):
    told = check(DESK + smtp(free_port()))

    assert told["smtp"][0] == "wrong"
    assert "is the server running, and is the port right?" in told["smtp"][1]


def test_a_channel_is_read_and_hears_nothing(check):
    chat = '[[channels]]\nname = "chat"\nurl = "{}"\n'

    right = check(chat.format("json://gazette.example/a-token-of-ours"))
    wrong = check(chat.format("slack://a-token-of-ours"))

    assert right["channel chat"] == ("works", "its address is one of JSON; nothing was sent")
    assert wrong["channel chat"][0] == "wrong"
    assert "Apprise can't read this URL of slack://…" in wrong["channel chat"][1]
    assert "a-token" not in str(wrong) + str(right)


CHAT = '[[channels]]\nname = "chat"\nurl = "json://gazette.example/"\n'
DOUBTS = {
    "nothing leaves": ("", "notices", "beware", "no [smtp] and no [[channels]]"),
    "no desk": (CHAT, "desk", "beware", "nobody hears of a record without an owner"),
    "a mailbox": (
        CHAT + '[notices]\ndesk = ["desk+hsa@gazette.example"]\n',
        "desk desk+hsa@gazette.example",
        "wrong",
        "is a mailbox that is polled, where nobody reads notices",
    ),
    "another's": (
        CHAT + '[notices]\ndesk = ["ann@b.example"]\nchannels = ["chat"]\n',
        "desk ann@b.example",
        "beware",
        "no address of ours",
    ),
    "nowhere": (
        CHAT + DESK,
        "desk editor@gazette.example",
        "beware",
        "told by mail only, which leads nowhere: give [smtp]",
    ),
    "everybody by mail, which is none": (
        CHAT + '[notices]\ndesk = ["editor@gazette.example"]\n[[reporters]]\naddress = "editor@gazette.example"\n'
        'channels = ["chat"]\n',
        "anybody else",
        "beware",
        "told by mail only, which leads nowhere: give [smtp]; what is theirs is told to the desk",
    ),
    "a reporter elsewhere": (
        f'{CHAT}[[reporters]]\naddress = "ann@gazette.example"\naddresses = ["ann@b.example"]\nchannels = ["chat"]\n',
        "reporter ann@gazette.example",
        "beware",
        "ann@b.example is no address of ours: add it to addresses in [newsroom]",
    ),
    "answers unread": (
        smtp(free_port()) + '[notices]\nreply_to = "ann@gazette.example"\n',
        "notices, reply_to",
        "beware",
        "ann@gazette.example is none of mailbox_addresses",
    ),
}


@pytest.mark.parametrize(("text", "what", "state", "says"), DOUBTS.values(), ids=DOUBTS.keys())
def test_who_would_not_be_told_is_told_beforehand(check, text, what, state, says):
    told = check(text)

    assert told[what][0] == state
    assert says in told[what][1]


def test_without_mailboxes_answers_are_never_read(check, monkeypatch):
    bare = NEWSROOM.replace("mailbox_addresses", "# mailbox_addresses")
    monkeypatch.setitem(globals(), "NEWSROOM", bare)

    told = check(smtp(free_port()) + '[notices]\nfrom = "desk@gazette.example"\n')

    assert "answers to notices are never read" in told["notices, reply_to"][1]


def test_the_folder_of_the_calendars_is_tried(check, tmp_path):
    assert check(DESK)["calendars"] == ("works", f"{tmp_path / 'calendars'} can be written")
    assert check(DESK + 'calendars = "/proc/nowhere/cal"\n')["calendars"][0] == "wrong"
    assert "calendars" not in check(DESK + 'calendars = ""\n')


def test_the_sender_that_the_server_was_asked_for_is_told(check):
    with sink() as server:
        told = check(DESK + 'bounce_address = "bounces@gazette.example"\n' + smtp(server.port))

    assert "it takes mail from bounces@gazette.example to editor@gazette.example" in told["smtp"][1]
