"""A reporter's answer to a notice: one line above the notice it quotes, as any mail program writes it."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

from worker.demo.delivered import ON_THE_WAY, Delivered, received
from worker.demo.letter import Letter
from worker.demo.people import person
from worker.demo.told import text_in
from worker.demo.written import message_id, quotation, signature

if TYPE_CHECKING:
    from datetime import datetime

WHOLE = SMTP.clone(
    max_line_length=998
)  # the standard library would encode an identifier that is broken (RFC 5322 2.1.1)


def answered(letter: Letter, notice: EmailMessage) -> Delivered:
    """Give the mail by which a letter answers a notice, with what our own server put on top."""
    mail = EmailMessage(policy=WHOLE)
    mail["From"], mail["To"] = str(letter.sender), str(notice["Reply-To"])
    mail["Subject"] = f"Re: {notice['Subject']}"
    mail["Date"] = format_datetime(letter.sent_at)
    mail["Message-ID"] = message_id(letter)
    mail["In-Reply-To"] = str(notice["Message-ID"])
    mail["References"] = f"{notice['References']} {notice['Message-ID']}"
    mail.set_content("\n\n".join((letter.words, signature(letter), below(letter, notice))) + "\n")
    (way,) = letter.ways
    at = way.at + ON_THE_WAY
    octets = received(letter.name, letter, way, at) + mail.as_bytes()
    return Delivered(name=letter.name, letter=letter, way=way, at=at, octets=octets)


def below(letter: Letter, notice: EmailMessage) -> str:
    """Quote a notice below the answer to it."""
    text = text_in(notice)
    as_letter = Letter(
        name="notice",
        sender=person(str(notice["From"])),
        to=(letter.sender,),
        sent_at=sent_at(notice),
        subject=str(notice["Subject"]),
        ways=(),
        words=text,
    )
    return quotation(letter, as_letter, text)


def sent_at(mail: EmailMessage) -> datetime:
    """Give when a mail was sent, as it says."""
    return parsedate_to_datetime(str(mail["Date"]))
