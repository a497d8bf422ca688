"""Whose answers are not obeyed, and what is never answered."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.given import DESK, a_mail
from tests.noticed import MARA, Newsdesk, a_letter, an_answer
from worker.mail.ours import identifier
from worker.records import correspondences, outbox
from worker.records.database import connect, reading, writing
from worker.records.outbox import Fate


@pytest.fixture
def engine(empty_ledger, tmp_path):
    shutil.copyfile(empty_ledger, tmp_path / "ledger.db")
    engine = connect(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def desk(engine):
    desk = Newsdesk(engine)
    desk.receive(a_letter())
    return desk


def stays_silent(desk, *mails, **fields):
    """Tell whether nothing was decided nor written when these came."""
    before = len(desk.outbox())
    desk.receive(*mails, **fields)
    assert desk.unattended() == ()
    return desk.decisions() == [] and len(desk.outbox()) == before


UNPROVED = {
    "no verdict": {"Authentication_Results": "mx.elsewhere.example; dmarc=pass header.from=newsroom.example"},
    "failed": {"Authentication_Results": "mx.newsroom.example; dmarc=fail header.from=newsroom.example"},
    "an outsider": {"sender": "press@harbour.example"},
    "a neighbour's proof": {"Authentication_Results": "mx.newsroom.example; dkim=pass header.d=harbour.example"},
    "our own mailbox": {"sender": DESK},
}


@pytest.mark.parametrize("fields", UNPROVED.values(), ids=UNPROVED)
def test_an_answer_from_an_unproved_sender_is_not_obeyed(desk, fields):
    assert stays_silent(desk, an_answer(desk.reminder(), "done", **fields))


def test_an_answer_is_not_obeyed_where_no_server_gives_a_verdict(desk):
    assert stays_silent(desk, an_answer(desk.reminder(), "done", Authentication_Results="x"), trusted=True)


def test_two_senders_are_not_obeyed(desk):
    octets = an_answer(desk.reminder(), "done").as_bytes()

    assert stays_silent(desk, b"From: lee@newsroom.example\n" + octets)


FORGED = {
    "made with another secret": lambda notice: identifier(notice.token, "newsroom.example", b"guessed"),
    "another token": lambda notice: notice.message_id.replace(notice.token, "0" * 20),
    "another domain": lambda notice: notice.message_id.replace("newsroom", "elsewhere"),
    "no code": lambda notice: f"onrecord.{notice.token}@newsroom.example",
    "the thread's own": lambda _: "record.harbour-example@newsroom.example",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_message_id_is_not_obeyed(desk, forged):
    notice = desk.reminder()

    assert stays_silent(desk, an_answer(replace(notice, message_id=forged(notice)), "done"))


def test_a_message_id_of_a_notice_never_written_is_not_obeyed(desk, monkeypatch):
    notice = desk.reminder()
    monkeypatch.setattr("worker.records.outbox.find", lambda *_: None)

    assert stays_silent(desk, an_answer(notice, "done"))


def test_quoted_words_are_not_obeyed(desk):
    answer = an_answer(desk.reminder(), "I do not know yet.")
    answer.set_content("> done\n\nOn Wed, 5 Jul 2023, On the Record wrote:\n> close\n")
    desk.receive(answer)

    assert desk.decisions() == []


MACHINES = {
    "RFC 3834": {"Auto_Submitted": "auto-replied"},
    "Exchange": {"X_Autoreply": "yes"},
    "a subject": {"subject": "Automatic reply: On the Record: Harbour"},
    "a list": {"Precedence": "bulk", "Auto_Submitted": "auto-generated"},
    "our own": {"X_OnRecord_Notice": "reminder"},
}


@pytest.mark.parametrize("fields", MACHINES.values(), ids=MACHINES)
def test_an_autoresponder_gets_no_notice(desk, fields):
    for day in range(3):
        desk.now += timedelta(days=1)
        assert stays_silent(desk, an_answer(desk.reminder(f"after {day}"), "I am away until Monday.", **fields))


@pytest.mark.parametrize("words", ["I am away. Please ask Lee.", "closed", "done", "undo", "help", "extend by 3 days"])
def test_an_autoresponder_that_hides_ends_the_chain(desk, words):
    desk.reminder()
    answered, rounds = set(), 0
    while new := [row for row in desk.outbox() if row.id not in answered]:
        answered |= {row.id for row in new}
        desk.receive(*(an_answer(row, words) for row in new))
        rounds += 1
        assert rounds < 30

    assert desk.attend() == 0


def test_an_autoresponder_that_hides_is_helped_once_in_thirty_days(desk):
    for day in range(30):
        desk.now += timedelta(days=1)
        desk.receive(an_answer(desk.reminder(f"after {day}"), "I am away. Please ask Lee."))

    assert len(desk.outbox("help")) == 1


def test_help_is_given_once_a_day_and_three_times_a_month(desk):
    reminders = [desk.reminder(f"after {number}") for number in range(6)]
    desk.receive(an_answer(reminders[0], "What?"), an_answer(reminders[1], "How?"))
    assert len(desk.outbox("help")) == 1

    for row in reminders[2:]:
        desk.now += timedelta(days=2)
        desk.receive(an_answer(row, f"Why {row.id}?"))
    assert len(desk.outbox("help")) == 3


def test_who_asks_for_help_gets_it_three_times_a_day_once_for_a_notice(desk):
    reminders = [desk.reminder(f"after {number}") for number in range(5)]

    desk.receive(*(an_answer(row, "help") for row in (reminders[0], *reminders)))

    assert len(desk.outbox("help")) == 3


def test_a_help_is_not_answered_with_help(desk):
    desk.receive(an_answer(desk.reminder(), "What is this?"))
    (helped,) = desk.outbox("help")

    assert stays_silent(desk, an_answer(helped, "And what is that?"))


def a_report(notice, action):
    """A delivery report that names a notice."""
    report = a_mail(sender="mailer-daemon@elsewhere.example", to=DESK, subject="Undeliverable", words="See below.")
    report.make_mixed()
    report.set_type("multipart/report")
    report.set_param("report-type", "delivery-status")
    octets = report.as_bytes().rstrip()
    boundary = report.get_boundary().encode()
    status = (
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; x\nAction: %s\n"
        % action
    )
    head = b"Content-Type: text/rfc822-headers\n\nMessage-ID: <%s>\nSubject: x\n" % notice.message_id.encode()
    parts = b"".join(b"--%s\n%s\n" % (boundary, part) for part in (status, head))
    return octets.replace(b"--%s--" % boundary, b"") + b"\n" + parts + b"--%s--\n" % boundary


@pytest.mark.parametrize(("action", "fate"), [(b"failed", Fate.FAILED), (b"delayed", Fate.SENDING)])
def test_a_delivery_report_tells_that_a_notice_did_not_arrive(desk, action, fate):
    notice = desk.reminder()
    with writing(desk.engine) as connection:
        outbox.lease(connection, now=desk.now, until=desk.now + timedelta(days=1), limit=10)
    assert stays_silent(desk, a_report(notice, action))

    (row,) = desk.outbox("reminder")
    assert row.state == fate
    assert row.why == ("it came back: Undeliverable" if fate == Fate.FAILED else "")


def test_a_forged_delivery_report_tells_nothing(desk):
    notice = desk.reminder()
    forged = replace(notice, message_id=identifier(notice.token, "newsroom.example", b"guessed"))

    assert stays_silent(desk, a_report(forged, b"failed"))
    assert desk.outbox("reminder")[0].state == Fate.PENDING


def test_nothing_is_written_that_reaches_nobody(engine):
    desk = Newsdesk(engine, server=None)
    desk.receive(a_letter())

    assert desk.outbox() == []


def test_each_channel_of_a_person_is_told(engine):
    desk = Newsdesk(
        engine, channels={"chat": "json://x"}, reporters=(replace(MARA, channels=("mail", "chat", "gone")),)
    )
    desk.receive(a_letter())
    desk.receive(an_answer(desk.outbox("receipt")[0], "close"))

    assert [row.channel for row in desk.outbox("confirmation")] == ["mail", "chat"]
    with reading(engine) as connection:
        assert [c.status for c in correspondences.all(connection)] == ["closed"]
