from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from icalendar import Calendar

from tests.notices.test_compose import GIVEN, a_reminder
from worker.errors import Refused
from worker.mail.message import Address
from worker.notices.compose import compose
from worker.notices.sealed import sealed

WITHIN = {
    "a field": "Dock=0D=0AX-Evil:_1",
    "a field after CR": "Dock=0DX-Evil:_1",
    "a field after LF": "Dock=0AX-Evil:_1",
    "a body": "Dock=0D=0AContent-Type:_text/html=0D=0A=0D=0A<a_href=3D//e.example>Log_in</a><!--",
}
LITERAL = {name: f"=?utf-8?q?{within}?=" for name, within in WITHIN.items()}


def meant():
    return message_from_bytes(sealed(compose(a_reminder(), **GIVEN)), policy=default)


@pytest.mark.parametrize("words", LITERAL.values(), ids=LITERAL)
def test_an_encoded_word_that_stands_in_a_name_is_never_decoded_again(words):
    notice = a_reminder()
    notice = replace(
        notice, record=f"Harbour {words}", title=words, quote=words, event=replace(notice.event, summary=words)
    )  # fmt: skip
    recipient = Address(name=f"Mara {words}", address="mara@newsroom.example")
    octets = sealed(compose(notice, **GIVEN | {"recipient": recipient}))
    mail = message_from_bytes(octets, policy=default)

    assert mail.keys() == meant().keys()
    assert [part.get_content_type() for part in mail.walk()] == [part.get_content_type() for part in meant().walk()]
    assert "= ?utf-8?q?" in mail["Subject"]
    assert mail["To"].addresses[0].addr_spec == "mara@newsroom.example"
    [calendar] = mail.iter_attachments()
    [event] = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert "=?" not in event["SUMMARY"]
    assert not [part for part in mail.walk() if not part.is_multipart() and "=?" in str(part.get_content())]


@pytest.mark.parametrize("words", LITERAL.values(), ids=LITERAL)
def test_a_mail_that_would_arrive_otherwise_is_refused(words):
    mail = EmailMessage(SMTP)
    mail["From"] = mail["To"] = "desk@newsroom.example"
    mail["Subject"] = f"On the Record: {words}"
    mail.set_content("It is due.")

    with pytest.raises((Refused, MessageError)):
        sealed(mail)


def test_a_backslash_and_an_n_end_no_line_of_a_calendar():
    notice = a_reminder()
    mail = compose(replace(notice, event=replace(notice.event, summary=r"Dock\NLog in\n")), **GIVEN)
    [calendar] = mail.iter_attachments()

    assert r"SUMMARY:Dock\\nLog in\\n" in calendar.get_content()
