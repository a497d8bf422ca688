"""Whose answers are not obeyed, and what is never answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.given import DESK, OURS, a_mail
from tests.noticed import MARA, Newsdesk, a_bureau, a_letter, an_answer
from worker.mail.ours import identifier
from worker.records import correspondences, outbox
from worker.records.database import reading, writing
from worker.records.outbox import Fate

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


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


LEE = "lee@newsroom.example"
THEIRS = "<1@harbour.example>"
QUOTED = "Closed.\n\nOn Wed, 5 Jul 2023 at 10:00, Harbour Press <press@harbour.example> wrote:\n> Is it closed?\n"
NO_ANSWERS = {  # NOTICE stands for its identifier
    "a colleague who was not told": {"sender": LEE},
    "a letter answered in the thread of a notice": {"In_Reply_To": THEIRS, "References": f"NOTICE {THEIRS}"},
    "a letter answered before the notice": {"In_Reply_To": THEIRS, "References": f"{THEIRS} NOTICE"},
    "two letters answered at once": {"In_Reply_To": f"{THEIRS} NOTICE"},
    "an older one of the thread": {"In_Reply_To": "", "References": f"NOTICE {THEIRS}"},
    "to a colleague, too": {"Cc": LEE},
    "to a colleague, the desk in Cc": {"to": LEE, "Cc": DESK},
    "to nobody in the open": {"to": "undisclosed-recipients:;"},
    "to somebody outside, too": {"Cc": "press@harbour.example"},
}


@pytest.mark.parametrize("fields", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_only_who_was_told_answers_and_answers_the_notice_to_the_desk_alone(desk, fields):
    notice = desk.reminder()
    named = {name: value.replace("NOTICE", f"<{notice.message_id}>") for name, value in fields.items()}
    desk.receive(without_empty(an_answer(notice, "close", **named)))

    assert (desk.decisions(), desk.outbox("confirmation"), desk.outbox("help")) == ([], [], [])


def without_empty(mail):
    if not mail["In-Reply-To"]:
        del mail["In-Reply-To"]
    return mail


def test_an_answer_to_a_letter_that_took_the_name_of_a_notice_is_not_obeyed(desk):
    answer = an_answer(desk.reminder(), "")
    answer.set_content(QUOTED)
    desk.receive(answer)

    assert desk.decisions() == []


def test_an_answer_without_in_reply_to_answers_the_last_of_its_references(desk):
    desk.receive(without_empty(an_answer(desk.reminder(), "close", In_Reply_To="")))

    assert [kind for kind, _, _ in desk.decisions()] == ["close"]


def test_who_was_told_may_answer_from_any_address_of_theirs(engine):
    desk = Newsdesk(engine, reporters=(replace(MARA, others=frozenset({"mara@home.newsroom.example", LEE})),))
    desk.receive(a_letter())
    desk.receive(an_answer(desk.reminder(), "close", sender=LEE))

    assert desk.decisions() == [("close", OURS, "by mail")]


def test_who_was_told_may_answer_when_another_address_is_their_first(desk):
    notice = desk.reminder()
    desk.bureau = a_bureau(reporters=(replace(MARA, address=LEE, others=frozenset({OURS})),))
    desk.receive(an_answer(notice, "close"))

    assert desk.decisions() == [("close", LEE, "by mail")]


def test_anybody_at_the_desk_answers_what_the_desk_was_told(engine):
    desk = Newsdesk(engine, desk=(MARA, replace(MARA, address=LEE)))
    desk.receive(a_letter())
    desk.receive(an_answer(desk.reminder(), "close", sender=LEE))

    assert desk.decisions() == [("close", LEE, "by mail")]


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
        b"Status: 5.1.1 (Your mail\x1b[31m is lost)\n" % action
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
    assert row.why == ("it came back (5.1.1)" if fate == Fate.FAILED else "")


NAMED_ELSEWHERE = {
    "as what it answers": lambda told: {"In_Reply_To": told},
    "in its thread": lambda told: {"References": told},
    "in its words": lambda told: {"words": f"Your mail {told} did not arrive."},
}


@pytest.mark.parametrize("named", NAMED_ELSEWHERE.values(), ids=NAMED_ELSEWHERE)
def test_a_delivery_report_that_returns_no_notice_fails_none(desk, named):
    notice = desk.reminder()
    with writing(desk.engine) as connection:
        outbox.lease(connection, now=desk.now, until=desk.now + timedelta(days=1), limit=10)
    fields = {"words": "It is lost.", **named(f"<{notice.message_id}>")}
    report = a_mail(sender="MAILER-DAEMON@harbour.example", to=DESK, Return_Path="<>", subject="Failure", **fields)

    assert stays_silent(desk, report)
    assert [(row.state, row.why) for row in desk.outbox("reminder")] == [(Fate.SENDING, "")]


def test_a_delivery_report_without_a_status_says_so_in_words_of_ours(desk):
    notice = desk.reminder()
    with writing(desk.engine) as connection:
        outbox.lease(connection, now=desk.now, until=desk.now + timedelta(days=1), limit=10)
    returned = f"<mara@newsroom.example>: unknown\n\nMessage-ID: <{notice.message_id}>\nSubject: On the Record\n"
    report = a_mail(sender="MAILER-DAEMON@x.example", to=DESK, Return_Path="<>", subject="Not ours", words=returned)

    assert stays_silent(desk, report)
    assert [(row.state, row.why) for row in desk.outbox("reminder")] == [(Fate.FAILED, "it came back")]


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
