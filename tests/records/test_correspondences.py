from datetime import timedelta

import pytest

from tests.given import DESK, MONDAY, NOW, a_mail, a_reply_to, an_inquiry, raw
from tests.ledger import ledger, receive

LATER = MONDAY + timedelta(days=9)


def entries(engine):
    return [entry for record in ledger(engine)[0] for entry in record.entries]


def test_a_letter_tells_when_it_was_received(engine):
    receive(engine, raw(an_inquiry(), internal_date=LATER), raw(an_inquiry("office@nordsund.example")))

    assert [(e.sent_at, e.received_at) for e in entries(engine)] == [(MONDAY, LATER), (MONDAY, MONDAY)]


def test_nothing_was_received_after_it_was_archived(engine):
    receive(engine, raw(an_inquiry(sent_at=MONDAY.replace(year=2099))))

    assert [(e.received_at, e.at, e.date_doubtful) for e in entries(engine)] == [(NOW, NOW, True)]


CAME = {
    "by Bcc": (raw(an_inquiry(bcc=DESK)), True),
    "from the folder of what we sent": (raw(an_inquiry()), True),
    "by import": (raw(an_inquiry(), imported=True), False),
}


@pytest.mark.parametrize(("mail", "direct"), CAME.values(), ids=CAME)
def test_a_letter_of_ours_tells_whether_it_came_straight_to_us(engine, mail, direct):
    receive(engine, mail)

    assert [entry.direct for entry in entries(engine)] == [direct]


def test_a_letter_that_somebody_sent_on_did_not_come_straight_to_us(engine):
    inquiry = an_inquiry()
    reply = a_reply_to(inquiry, sender="Press <press@harbour.example>")
    words = "".join(f"{name}: {reply[name]}\n" for name in ("From", "Date", "Subject", "To"))
    sent_on = a_mail(
        sender="mara@newsroom.example",
        to=DESK,
        subject=f"Fwd: {reply['Subject']}",
        words=f"---------- Forwarded message ---------\n{words}\n{reply.get_content()}",
    )

    receive(engine, inquiry, raw(sent_on, internal_date=NOW))

    assert [(e.direct, e.received_at) for e in entries(engine)] == [(True, MONDAY), (False, NOW)]
