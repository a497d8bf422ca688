from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from icalendar import Calendar

from tests.given import DESK, OURS
from tests.notices.told import BERLIN, NEWSROOM, asked_and_acknowledged, standings
from worker.errors import Refused
from worker.mail.message import Address, Kind
from worker.mail.ours import identifier, token_of
from worker.mail.read import read
from worker.notices.compose import compose
from worker.notices.notice import Notice
from worker.notices.reminder import reminder

NOW = datetime(2023, 7, 7, 9, tzinfo=BERLIN)
SECRET = b"a secret"
DOMAIN = "investigations.newsroom.example"
ID = identifier("0123456789abcdef0123", DOMAIN, SECRET)
GIVEN = {
    "message_id": ID,
    "sender": Address(name="On the Record", address=DESK),
    "recipient": Address(name="Mara Lind", address=OURS),
    "reply_to": DESK,
    "domain": DOMAIN,
    "at": NOW,
}


def a_reminder(record=None):
    record = record or asked_and_acknowledged()
    return reminder(
        standings(record, NOW)[0], record, step="after 1", newsroom=NEWSROOM, zone=BERLIN, now=NOW, domain=DOMAIN,
        sequence=3,
    )  # fmt: skip


def octets(notice, **fields):
    return compose(notice, **(GIVEN | fields)).as_bytes()


def composed(notice, **fields):
    return message_from_bytes(octets(notice, **fields), policy=default)


def test_it_has_the_fields_of_a_mail_that_no_machine_answers():
    mail = composed(a_reminder())

    assert mail["Subject"] == "On the Record: Harbour Alliance"
    assert mail["From"] == f"On the Record <{DESK}>"
    assert mail["To"] == f"Mara Lind <{OURS}>"
    assert mail["Reply-To"] == DESK
    assert mail["Message-ID"] == f"<{ID}>"
    assert mail["Date"].datetime == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "bulk"
    assert mail["X-OnRecord-Notice"] == "reminder"
    assert mail["List-Id"] == f"<harbour-alliance.onrecord.{DOMAIN}>"


def test_all_notices_of_a_record_stand_in_one_thread():
    first, confirmed = composed(a_reminder()), composed(a_reminder(), in_reply_to="CA+x@mail.example")

    assert first["References"] == first["In-Reply-To"] == f"<record.harbour-alliance@{DOMAIN}>"
    assert confirmed["In-Reply-To"] == "<CA+x@mail.example>"
    assert confirmed["References"].split() == [first["References"], "<CA+x@mail.example>"]
    assert confirmed["Subject"] == first["Subject"]


def test_it_says_the_same_as_text_and_as_html_and_brings_the_deadline():
    mail = composed(a_reminder())
    text, page = mail.get_body(("plain",)).get_content().replace("\r\n", "\n"), mail.get_body(("html",)).get_content()
    [file] = mail.iter_attachments()

    title = "Harbour Alliance is overdue: an answer was due yesterday, Thursday, July 6, 23:00 CEST."
    assert text.startswith(f"{title}\n")
    assert f">{title}<" in page
    assert (file.get_filename(), file.get_content_type()) == ("deadline.ics", "text/calendar")
    assert file.get_param("method") == "PUBLISH"
    [event] = Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    assert event["UID"] == f"{standings(asked_and_acknowledged(), NOW)[0].id}@{DOMAIN}"
    assert event["SEQUENCE"] == 3


def test_a_repeat_is_the_same_octets_and_another_notice_is_not():
    assert octets(a_reminder()) == octets(a_reminder())
    other = identifier("f" * 20, DOMAIN, SECRET)
    assert octets(a_reminder(), message_id=other) != octets(a_reminder()).replace(ID.encode(), other.encode())


def test_it_is_what_every_server_takes():
    told = octets(a_reminder(replace(asked_and_acknowledged(), name="Größe 香港標準聯盟")))

    assert told.isascii()
    assert b"\n" not in told.replace(b"\r\n", b"")
    assert max(map(len, told.split(b"\r\n"))) <= 998
    assert told.count(b"MIME-Version") == 1


def test_it_is_recognised_when_it_comes_back():
    [message] = read(octets(a_reminder()), NEWSROOM).messages

    assert message.kind == Kind.NOTICE
    assert token_of(message.message_id, SECRET) == "0123456789abcdef0123"


def test_a_long_identifier_is_neither_cut_nor_encoded():
    long = f"{'x' * 120}@mail.example"
    told = octets(a_reminder(), in_reply_to=long)

    assert f"In-Reply-To: <{long}>\r\n".encode() in told
    assert f"\r\n <{long}>\r\n".encode() in told
    assert f"Message-ID: <{ID}>\r\n".encode() in told


@pytest.mark.parametrize("slug", ["香港標準聯盟", "a\r\nBcc: x@y", "x" * 60])
def test_any_slug_makes_a_list_id(slug):
    mail = composed(replace(a_reminder(), slug=slug))

    assert mail["Bcc"] is None
    assert mail["List-Id"].isascii()
    assert mail["List-Id"].endswith(f".onrecord.{DOMAIN}>")


@pytest.mark.parametrize(
    ("_name", "fields"),
    [
        ("recipient", {"recipient": Address(address="mara@newsroom.example\r\nBcc: x@elsewhere.example")}),
        ("sender", {"sender": Address(address="desk@newsroom.example\n")}),
        ("reply_to", {"reply_to": "desk@newsroom.example\0"}),
        ("message_id", {"message_id": "a@b>\r\nX: <c"}),
        ("in_reply_to", {"in_reply_to": "a b@c"}),
        ("domain", {"domain": "newsroom.example\r\nX: y"}),
        ("nobody", {"recipient": Address(name="Mara")}),
    ],
)
def test_what_would_end_a_header_line_is_refused(_name, fields):
    with pytest.raises(Refused, match="can't be written"):
        octets(a_reminder(), **fields)


@pytest.mark.parametrize(
    "name",
    ["Harbour\r\nBcc: x@elsewhere.example", "Harbour\u2028X-Evil: yes", "Harbour\0\x85X: y", "Harbour\u202eecnaillA"],
)
def test_the_name_of_an_organisation_adds_no_header_line(name):
    told = composed(replace(a_reminder(), record=name))

    assert told.keys() == composed(a_reminder()).keys()
    assert told["Subject"].startswith("On the Record: Harbour")
    assert "\u202e" not in told["Subject"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('Mara "the desk" <boss@elsewhere.example>, Lind', "Mara the desk boss elsewhere.example Lind"),
        ("Mara\r\nBcc: x", "Mara Bcc x"),
        ("Zoë 香", "Zoë 香"),
        ("", ""),
    ],
)
def test_the_name_of_a_person_is_never_taken_for_an_address(written, name):
    mail = composed(a_reminder(), recipient=Address(name=written, address=OURS))

    [recipient] = mail["To"].addresses
    assert (recipient.display_name, recipient.addr_spec) == (name, OURS)
    assert mail["Bcc"] is None


def test_what_is_of_no_record_has_a_thread_of_its_kind():
    mail = composed(Notice(kind="digest", title="Your week: nothing."))

    assert mail["Subject"] == "On the Record: your week"
    assert mail["List-Id"] == f"<onrecord.{DOMAIN}>"
    assert mail["References"] == f"<digest.onrecord@{DOMAIN}>"
    assert list(mail.iter_attachments()) == []


def test_another_generator_writes_the_same_octets():
    mail = compose(a_reminder(), **GIVEN)

    assert mail.as_bytes(policy=SMTP) == mail.as_bytes()


def test_without_an_address_for_answers_they_go_to_whom_it_is_from():
    mail = composed(a_reminder(), reply_to="")

    assert "Reply-To" not in mail
    calendar = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert f"ORGANIZER:mailto:{DESK}" in calendar.get_content()
