"""Our notices as our own reading of mail sees them: returned, answered, answered the way Outlook does."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.given import DESK, OURS, a_mail
from tests.notices.told import BERLIN, NEW_YORK, NEWSROOM, a_follow_up, asked_and_acknowledged, standings
from worker.mail.headings.field_label import field_label
from worker.mail.message import Address, Direction, Kind
from worker.mail.ours import identifier, token_of
from worker.mail.read import read
from worker.notices.compose import compose
from worker.notices.confirmation import confirmation
from worker.notices.digest import Week, digest
from worker.notices.help import help_
from worker.notices.plain import plain
from worker.notices.receipt import Brought, Placed, receipt
from worker.notices.reminder import reminder
from worker.notices.together import together

SECRET, TOKEN, DOMAIN = b"a secret", "0123456789abcdef0123", "newsroom.example"
NOW = datetime(2023, 7, 7, 9, tzinfo=NEW_YORK)
RECORD = asked_and_acknowledged()
REQUEST, PROMISE = standings(RECORD, NOW)


def reminded(standing):
    return reminder(
        standing, RECORD, step="after 1", newsroom=NEWSROOM, zone=BERLIN, now=NOW, domain=DOMAIN, sequence=1
    )


def brought(**fields):
    return receipt(Brought(subject="Fwd: From: Jo", **fields), newsroom=NEWSROOM, zone=BERLIN)


PLACED = Placed(record=RECORD, entry=RECORD.entries[0], standings=(REQUEST,))
NOTICES = {
    "request": reminded(REQUEST),
    "promise": reminded(PROMISE),
    "follow-up": reminded(a_follow_up(RECORD)),
    "filed": brought(status="filed", placed=(PLACED,)),
    "held": brought(status="held", reason="several records", candidates=(("harbour-alliance", "name"),)),
    "ignored": brought(status="ignored", reason="talk among ourselves"),
    "digest": digest(Week(overdue=((RECORD, REQUEST),)), newsroom=NEWSROOM, zone=BERLIN),
    "confirmation": confirmation(("Extended to July 7, 2023.",), undo=True),
    "help": help_("From: me"),
    "together": together((reminded(REQUEST), reminded(PROMISE))),
}


@pytest.fixture(params=NOTICES.values(), ids=NOTICES.keys())
def notice(request):
    return request.param


def sent(notice):
    return compose(
        notice,
        message_id=identifier(TOKEN, DOMAIN, SECRET),
        sender=Address(name="On the Record", address=DESK),
        recipient=Address(name="Mara Lind", address=OURS),
        reply_to=DESK,
        domain=DOMAIN,
        at=NOW,
    )


def only(mail):
    [message] = read(mail if isinstance(mail, bytes) else mail.as_bytes(), NEWSROOM, trusted=True).messages
    return message


def test_a_notice_that_comes_back_is_known_as_ours(notice):
    message = only(sent(notice).as_bytes())

    assert message.kind == Kind.NOTICE
    assert message.forwarded is None
    assert token_of(message.message_id, SECRET) == TOKEN


def test_no_line_of_a_notice_looks_like_the_head_of_a_forwarded_mail(notice):
    assert [line for line in plain(notice).splitlines() if field_label(line)] == []


def answer(notice, words):
    mail = sent(notice)
    return only(a_mail(sender=OURS, to=DESK, words=words, subject=f"Re: {mail['Subject']}", answers=mail))


QUOTED = {
    "marked": lambda text: (
        "On Fri, Jul 7, 2023 at 3:00 PM On the Record <desk@newsroom.example> wrote:\n\n"
        + "".join(f"> {line}\n" for line in text.splitlines())
    ),
    "as Outlook does": lambda text: (
        "From: On the Record <desk@newsroom.example>\nSent: Friday, July 7, 2023 3:00 PM\n"
        f"To: Mara Lind <{OURS}>\nSubject: On the Record: Harbour Alliance\n\n{text}"
    ),
    "below a line": lambda text: (
        f"-----Original Message-----\nFrom: On the Record <{DESK}>\nTo: Mara Lind <{OURS}>\n"
        f"Sent: Friday, July 7, 2023 3:00 PM\nSubject: On the Record: Harbour Alliance\n\n{text}"
    ),
}


@pytest.mark.parametrize("quoted", QUOTED.values(), ids=QUOTED.keys())
def test_an_answer_is_the_one_line_above_what_it_quotes(notice, quoted):
    message = answer(notice, f"done\n\n{quoted(plain(notice))}")

    assert message.direction == Direction.INTERNAL
    assert message.body.own.strip() == "done"
    assert token_of(message.references[-1], SECRET) == TOKEN
