from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.servers.having import free_port
from tests.servers.smtp import Fault, hang, sink
from worker.notices.outcome import Again, InDoubt, Refused, Sent
from worker.notices.server import Server
from worker.notices.smtp import Envelope, send

ANN = Envelope(sender="desk@gazette.example", recipient="ann@gazette.example")
BOB = replace(ANN, recipient="bob@gazette.example")


@pytest.fixture
def server():
    with sink() as started:
        yield started


def mail(name="1", text="Nobody has answered.\r\n"):
    head = f"Message-ID: <{name}@gazette.example>\r\nFrom: desk@gazette.example\r\nSubject: On the Record\r\n\r\n"
    return (head + text).encode()


def at(server, **told):
    usual = {"host": "127.0.0.1", "tls": "none", "connect_timeout": 2, "timeout": 2}
    return Server(port=server if isinstance(server, int) else server.port, **(usual | told))


def sent(server, *mails, **told):
    return list(send(at(server, **told), mails or [(ANN, mail())]))


def test_several_mails_go_by_one_connection_and_arrive_as_they_were_written(server):
    text = "One\r\n.\r\n..two\r\n.end"

    assert sent(server, (ANN, mail("1")), (BOB, mail("2", text))) == [Sent(), Sent()]

    assert server.connections == 1
    (taken,) = server.mails["2@gazette.example"]
    assert taken.octets == mail("2", text + "\r\n")
    assert (taken.sender, taken.recipient) == ("desk@gazette.example", "bob@gazette.example")
    assert server.said[-1] == "QUIT"


def test_nobody_is_called_for_no_mail(server):
    assert list(send(at(server), [])) == []
    assert server.connections == 0


# What goes wrong: what becomes of the mail, what is said of it, and how many copies of it the server has.
FAULTS = {
    "cut at the greeting": (Fault("connect"), Again, "ended the connection", 0),
    "busy at the greeting": (Fault("connect", "421 4.3.2 Too many connections"), Again, "Too many connections", 0),
    "away at the greeting": (Fault("connect", "554 5.3.2 No mail here"), Again, "No mail here", 0),
    "silent at the greeting": (hang("connect"), Again, "was silent", 0),
    "later at MAIL": (Fault("mail", "451 4.3.0 Try later"), Again, "Try later", 0),
    "no at MAIL": (Fault("mail", "550 5.7.1 Not you"), Again, "answers MAIL: 550 5.7.1 Not you", 0),
    "a login at MAIL": (Fault("mail", "530 5.7.0 Authentication required"), Again, "give [smtp] username", 0),
    "later at RCPT": (Fault("rcpt", "450 4.2.0 Greylisted"), Again, "answers RCPT: 450 4.2.0 Greylisted", 0),
    "no at RCPT": (Fault("rcpt", "550 5.1.1 Nobody here"), Refused, "answers RCPT: 550 5.1.1 Nobody here", 0),
    "silent at RCPT": (hang("rcpt"), Again, "fell silent", 0),
    "cut at RCPT": (Fault("rcpt"), Again, "ended the connection", 0),
    "later at DATA": (Fault("data", "452 4.3.1 Disk full"), Again, "Disk full", 0),
    "no at DATA": (Fault("data", "554 5.5.1 No"), Refused, "answers DATA", 0),
    "cut at DATA": (Fault("data"), Again, "ended the connection", 0),
    "cut while the octets come": (Fault("body"), InDoubt, "while the mail was taken", 0),
    "later after the octets": (Fault("end", "451 4.7.1 Try later"), Again, "answers the mail: 451", 0),
    "no after the octets": (Fault("end", "554 5.7.1 Spam"), Refused, "answers the mail: 554 5.7.1 Spam", 0),
    "cut before the mail is kept": (Fault("end"), InDoubt, "while the mail was taken", 0),
    "cut before the 250": (Fault("taken"), InDoubt, "while the mail was taken", 1),
    "silent before the 250": (hang("taken"), InDoubt, "timed out", 1),
    "no SMTP": (Fault("connect", "HTTP/1.1 400 Bad Request"), Again, "is no SMTP", 0),
    "no SMTP at the end": (Fault("taken", "what?"), InDoubt, "is no SMTP", 1),
}


@pytest.mark.parametrize(("fault", "becomes", "says", "copies"), FAULTS.values(), ids=FAULTS.keys())
def test_what_goes_wrong_is_told_as_what_it_means_for_the_mail(server, fault, becomes, says, copies):
    server.fault = fault

    (outcome,) = sent(server, timeout=0.3, connect_timeout=0.3)

    assert isinstance(outcome, becomes), outcome
    assert says in outcome.why
    assert len(server.taken) == copies


# What a server says of whom the mail is from, or of the connection: whether a person has to see to it.
OF_ALL = {
    "not our sender": (Fault("mail", "553 5.7.1 Sender address rejected: not owned by user desk"), True),
    "no permission to send": (Fault("mail", "550 5.7.60 No permissions to send as this sender"), True),
    "blocked": (Fault("mail", "554 5.7.1 you are blocked"), True),
    "full": (Fault("mail", "452 4.3.1 Insufficient system storage"), False),
    "closing at MAIL": (Fault("mail", "421 4.3.2 Service shutting down"), False),
    "closing at RCPT": (Fault("rcpt", "421 4.3.2 Service shutting down"), False),
    "closing at the end": (Fault("end", "421 4.3.2 Service shutting down"), False),
}


@pytest.mark.parametrize(("fault", "for_a_person"), OF_ALL.values(), ids=OF_ALL.keys())
def test_what_any_notice_would_meet_is_no_fault_of_this_one(server, fault, for_a_person):
    server.fault = fault

    (outcome,) = sent(server)

    assert outcome == Again(outcome.why, house=True, for_a_person=for_a_person)
    assert fault.answer in outcome.why


@pytest.mark.parametrize("stage", ["rcpt", "data", "end"])
def test_what_is_put_off_for_one_is_put_off_for_this_one_alone(server, stage):
    server.fault = Fault(stage, "450 4.2.0 Greylisted")

    assert [outcome.house for outcome in sent(server)] == [False]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("mail", "451 Later", times=1),
        Fault("rcpt", "550 No", times=1),
        Fault("rcpt", "421 4.7.0 Closing", times=1),
        Fault("data", "451 Later", times=1),
        Fault("data", times=1),
        Fault("end", "554 Spam", times=1),
        Fault("end", times=1),
        Fault("taken", times=1),
    ],
    ids=lambda f: f"{f.stage} {f.answer or 'cut'}",
)
def test_what_goes_wrong_with_one_mail_keeps_the_next_from_nothing(server, fault):
    server.fault = fault

    first, second = sent(server, (ANN, mail("1")), (BOB, mail("2")))

    assert first != Sent()
    assert second == Sent()
    assert len(server.mails["2@gazette.example"]) == 1


def test_a_server_that_takes_some_mails_a_connection_gets_the_rest_on_another(server):
    outcomes = send(at(server), [(ANN, mail("1")), (ANN, mail("2"))])
    assert next(outcomes) == Sent()
    server.fault = Fault("mail", times=1)

    assert next(outcomes) == Sent()
    assert server.connections == 2


def test_a_server_that_is_out_of_reach_is_called_once_for_all_mails():
    outcomes = sent(free_port(), *[(ANN, mail())] * 3)

    assert [type(o) for o in outcomes] == [Again] * 3
    assert "takes no connection" in outcomes[0].why


def test_a_server_that_falls_silent_again_and_again_is_left_alone(server):
    server.fault = hang("rcpt")
    began = time.monotonic()

    outcomes = sent(server, *[(ANN, mail())] * 20, timeout=0.2)

    assert [type(o) for o in outcomes] == [Again] * 20
    assert time.monotonic() - began < 2
    assert server.connections == 2


def test_an_unknown_host_is_told():
    (outcome,) = sent(25, host="smtp.gazette.invalid")

    assert isinstance(outcome, Again)
    assert "is not found" in outcome.why


@pytest.mark.parametrize("tls", ["tls", "starttls"])
@pytest.mark.parametrize("password", ["open-sesame", "geöffnet"])
def test_a_login_goes_by_tls(trusted, tls, password):
    with sink(tls=tls, certificate=trusted.signed("localhost"), username="desk", password=password) as server:
        assert sent(server, host="localhost", tls=tls, username="desk", password=password) == [Sent()]
        assert len(server.taken) == 1


def test_a_wrong_password_loses_no_notice_is_told_with_what_to_do_and_never_repeated(trusted):
    with sink(tls="tls", certificate=trusted.signed("localhost"), username="desk", password="right") as server:
        (outcome,) = sent(server, host="localhost", tls="tls", username="desk", password="wrong-one")

    assert isinstance(outcome, Again)
    assert "refuses the login of 'desk': check [smtp] username and password (535" in outcome.why
    assert "wrong-one" not in outcome.why


def test_a_server_that_repeats_the_password_is_not_repeated(server):
    server.fault = Fault("mail", "550 what of hunter22 and aHVudGVyMjI=?")

    (outcome,) = sent(server, username="", password="hunter22")

    assert outcome.why == "127.0.0.1 answers MAIL: 550 what of … and …?"


def test_a_password_is_told_to_nobody_who_takes_no_login(server):
    (outcome,) = sent(server, username="desk", password="secret")

    assert isinstance(outcome, Again)
    assert 'takes no login on this connection: set tls = "starttls"' in outcome.why


@pytest.mark.parametrize(
    ("kind", "says"),
    [("self_signed", "self-signed certificate"), ("signed", "name its authority in SSL_CERT_FILE")],
)
@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_that_can_not_be_trusted_gets_no_mail(authority, kind, says, tls):
    with sink(tls=tls, certificate=getattr(authority, kind)("localhost")) as server:
        (outcome,) = sent(server, host="localhost", tls=tls)

        assert isinstance(outcome, Again)
        assert says in outcome.why
        assert server.taken == ()


def test_a_certificate_of_another_name_gets_no_mail(trusted):
    with sink(tls="starttls", certificate=trusted.signed("elsewhere.example")) as server:
        (outcome,) = sent(server, host="localhost", tls="starttls")

    assert "Hostname mismatch" in outcome.why


def test_mail_never_goes_in_clear_where_starttls_is_asked_for(server):
    (outcome,) = sent(server, tls="starttls")

    assert "offers no STARTTLS" in outcome.why
    assert server.taken == ()


def test_tls_to_a_plain_port_is_told(server):
    (outcome,) = sent(server, tls="tls")

    assert 'is tls = "starttls" meant?' in outcome.why


def test_an_address_in_another_alphabet_needs_a_server_that_takes_it(server):
    dora = replace(ANN, recipient="дора@gazette.example")
    with sink(utf8=False) as old:
        (outcome,) = sent(old, (dora, mail()))

    assert isinstance(outcome, Refused)
    assert "has no SMTPUTF8, which дора@gazette.example needs" in outcome.why
    assert sent(server, (dora, mail())) == [Sent()]
    assert server.taken[0].recipient == "дора@gazette.example"


def test_an_address_that_holds_a_command_is_refused(server):
    evil = replace(ANN, recipient="a@b.example>\r\nRCPT TO:<everybody@b.example")

    first, second = sent(server, (evil, mail("1")), (BOB, mail("2")))

    assert isinstance(first, Refused)
    assert second == Sent()
    assert [m.recipient for m in server.taken] == ["bob@gazette.example"]


def test_who_stops_listening_to_the_outcomes_ends_the_connection(server):
    outcomes = send(at(server), [(ANN, mail("1")), (ANN, mail("2"))])
    next(outcomes)
    outcomes.close()

    assert server.said[-1] == "QUIT"
    assert len(server.taken) == 1


def test_a_bare_line_feed_ends_no_mail_early(server):
    assert sent(server, (ANN, mail("1", "One\n.\nMAIL FROM:<x@y.example>\n"))) == [Sent()]

    assert b"\r\n.\r\nMAIL FROM" in server.taken[0].octets
