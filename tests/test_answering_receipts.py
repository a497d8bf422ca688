"""Who hears, and when, what became of the mail they brought in."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.given import DESK, HARBOUR, OURS, a_mail, a_reply_to
from tests.noticed import MARA, PROOF, ZONE, Newsdesk, a_letter, monday
from worker.notices.reporter import Receipts

FORWARD = """Look at this.

---------- Forwarded message ---------
From: Press Office <press@harbour.example>
Date: Tue, Jul 4, 2023 at 9:30 AM
Subject: The pier
To: Mara <mara@newsroom.example>

The pier is ours.
"""


pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(engine):
    return Newsdesk(engine)


def receipts(desk):
    return [(row.recipient, row.slug) for row in desk.outbox("receipt")]


def test_a_letter_that_came_by_bcc_gets_a_receipt_at_once(desk):
    desk.receive(a_letter())

    (row,) = desk.outbox("receipt")
    assert (row.recipient, row.slug, row.channel, row.key) == (
        OURS, "harbour-example", "mail", f"receipt:{row.about['mail']}",
    )  # fmt: skip
    assert row.not_before == row.written_at


def test_a_receipt_belongs_to_its_record_on_each_channel(engine):
    both = replace(MARA, channels=("mail", "chat"))
    desk = Newsdesk(engine, reporters=(both,), channels={"chat": "json://localhost"})
    desk.receive(a_letter())

    assert {(row.channel, row.slug) for row in desk.outbox("receipt")} == {
        ("mail", "harbour-example"), ("chat", "harbour-example"),
    }  # fmt: skip


def test_a_forward_gets_a_receipt(desk):
    desk.receive(a_letter(), a_mail(sender=OURS, to=DESK, words=FORWARD, subject="Fwd: The pier", **PROOF))

    assert receipts(desk) == [(OURS, "harbour-example")] * 2


def test_an_attached_mail_gets_a_receipt(desk):
    letter = a_letter()
    outer = a_mail(sender=OURS, to=DESK, words="See below.", subject="Fwd: The pier", **PROOF)
    outer.add_attachment(a_reply_to(letter, words="We do."))
    desk.receive(letter, outer)

    assert len(receipts(desk)) == 2


def test_a_forward_that_cannot_be_made_out_gets_a_receipt_that_says_so(desk):
    desk.receive(a_mail(sender=OURS, to=DESK, words="See the file.", subject="Fwd: The pier", **PROOF))

    assert receipts(desk) == [(OURS, "")]


PROVED = "mx.newsroom.example; spf=pass smtp.mailfrom=newsroom.example; dkim=pass header.d=newsroom.example"


@pytest.mark.parametrize(
    ("verdict", "told"), [(PROVED, 1), ("mx.newsroom.example; spf=pass smtp.mailfrom=who.example", 0)]
)
def test_a_redirected_mail_gets_a_receipt_where_the_redirector_is_proved(desk, verdict, told):
    letter = a_letter()
    reply = a_reply_to(letter, sender=HARBOUR, words="We do.", Resent_From=OURS, Resent_To=DESK)
    reply["Authentication-Results"] = verdict
    desk.receive(letter, reply)

    assert len(receipts(desk)) == 1 + told


SILENT = {
    "a letter from outside": lambda: a_reply_to(a_letter(), sender=HARBOUR),
    "talk among ourselves": lambda: a_mail(sender=OURS, to=f"lee@newsroom.example, {DESK}", words="Shall we?", **PROOF),
    "a letter not proved": lambda: a_letter(Authentication_Results="mx.newsroom.example; dmarc=none"),
    "a forged letter": lambda: a_letter(Authentication_Results="mx.newsroom.example; dmarc=fail header.from=x"),
    "an automatic reply of ours": lambda: a_letter(Auto_Submitted="auto-replied", words="I am away."),
    "a letter of a machine's": lambda: a_letter(Auto_Submitted="auto-generated", Precedence="bulk"),
    "a letter of the desk's own": lambda: a_letter(sender=DESK),
}


@pytest.mark.parametrize("mail", SILENT.values(), ids=SILENT)
def test_nobody_hears_of_what_nobody_proved_brought_in(desk, mail):
    assert desk.receive(mail()) == 1

    assert desk.outbox() == []


def test_nobody_hears_of_imported_mail(desk):
    desk.receive(a_letter(), imported=True)

    assert desk.outbox() == []


def test_nobody_hears_of_mail_that_came_days_ago(desk):
    desk.archive(a_letter())
    desk.now += timedelta(days=4)

    assert desk.attend() == 1
    assert desk.outbox() == []


def test_nobody_hears_of_old_mail_that_a_new_mailbox_holds(desk):
    assert desk.receive(a_letter(sent_at=monday(-30))) == 1

    assert desk.outbox() == []


def test_a_second_copy_of_a_letter_gets_no_receipt_of_its_own(desk):
    letter = a_letter()
    copy = letter.as_bytes().replace(b"From:", b"X-Way: another\nFrom:", 1)
    desk.receive(letter)
    desk.receive(copy)

    assert receipts(desk) == [(OURS, "harbour-example")]


def test_who_wants_no_receipts_gets_none(engine):
    desk = Newsdesk(engine, reporters=(replace(MARA, receipts=Receipts.OFF),))
    desk.receive(a_letter())

    assert desk.outbox() == []


CLOSING = {
    "within hours": (datetime(2023, 7, 5, 10, tzinfo=ZONE), datetime(2023, 7, 5, 17, 59, tzinfo=ZONE)),
    "in the evening": (datetime(2023, 7, 5, 20, tzinfo=ZONE), datetime(2023, 7, 6, 17, 59, tzinfo=ZONE)),
    "on a Saturday": (datetime(2023, 7, 8, 10, tzinfo=ZONE), datetime(2023, 7, 10, 17, 59, tzinfo=ZONE)),
    "in the last minute": (
        datetime(2023, 7, 5, 17, 59, 30, tzinfo=ZONE),
        datetime(2023, 7, 5, 17, 59, 30, tzinfo=ZONE),
    ),
}


@pytest.mark.parametrize(("now", "told"), CLOSING.values(), ids=CLOSING)
def test_daily_receipts_wait_for_the_end_of_the_working_day(engine, now, told):
    desk = Newsdesk(engine, reporters=(replace(MARA, receipts=Receipts.DAILY),))
    desk.now = now
    desk.receive(a_letter(sent_at=now))

    assert [row.not_before for row in desk.outbox("receipt")] == [told]


def test_a_receipt_is_written_once(desk):
    letter = a_letter(sent_at=monday(1))
    desk.receive(letter)
    desk.receive(letter)

    assert desk.attend() == 0
    assert len(receipts(desk)) == 1
