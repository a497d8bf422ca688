"""The mails that reached the desk: each letter by each of its ways, with what our own server put on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from worker.demo.letter import letters, noise
from worker.demo.people import person
from worker.demo.programs import programs
from worker.demo.written import message_id, settle, text_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from worker.demo.letter import Letter, Way

DESK = "Longshore Desk"
SERVER = "mx.longshore.example"
ADDRESS = "192.0.2.25"  # of documentation (RFC 5737)
ON_THE_WAY = timedelta(seconds=4)
QUEUE = 11  # characters of a server's own number for a mail
SENT_ON = frozenset({"forward", "attached"})  # in a mail of whoever sent it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A mail as it lay on the server: which letter it brought in which way, when it came, and its octets."""

    name: str
    letter: Letter
    way: Way
    at: datetime
    octets: bytes

    @property
    def sha256(self) -> str:
        """Its digest, by which the ledger knows it."""
        return sha256(self.octets).hexdigest()


def delivered() -> tuple[Delivered, ...]:
    """Give every mail that reached the desk, in the order in which they came."""
    mails = (mail for letter in chain(letters().values(), noise()) for mail in brought(letter))
    return tuple(sorted(mails, key=lambda mail: mail.at))


def brought(letter: Letter) -> Iterator[Delivered]:
    """Yield the mails that brought a letter."""
    for number, way in enumerate(letter.ways):
        name = f"{letter.name}-{way.how}" if number else letter.name
        at = way.at + ON_THE_WAY
        octets = received(name, letter, way, at) + mail(letter, way).as_bytes()
        yield Delivered(name=name, letter=letter, way=way, at=at, octets=octets)


def mail(letter: Letter, way: Way) -> EmailMessage:
    """Give the mail that brings a letter by a way."""
    match way.how:
        case "forward":
            return forward(letter, way)
        case "attached":
            return attached(letter, way)
        case "redirect":
            return redirect(letter, way)
        case _:
            return written(letter)


def forward(letter: Letter, way: Way) -> EmailMessage:
    """Send a letter on in the text, below a note."""
    program = programs()[way.program]
    above = program.above(program.forward, letter, way.by.zone)
    sent_on = envelope(letter, way)
    sent_on.set_content("\n\n".join(filter(None, (way.note, above + text_of(letter)))))
    return sent_on


def attached(letter: Letter, way: Way) -> EmailMessage:
    """Send a letter on whole, as an attached mail."""
    sent_on = envelope(letter, way)
    sent_on.set_content(way.note + "\n")
    sent_on.add_attachment(written(letter))
    settle(sent_on, f"{letter.name}-attached")
    return sent_on


def redirect(letter: Letter, way: Way) -> EmailMessage:
    """Send a letter on as it is, with who did so on top (RFC 5322 section 3.6.6)."""
    original = written(letter)
    again = EmailMessage(policy=SMTP)
    again["Resent-From"], again["Resent-To"] = str(way.by), str(person(DESK))
    again["Resent-Date"] = format_datetime(way.at)
    again["Resent-Message-ID"] = programs()[way.program].names(f"{letter.name} again", way.by.domain)
    for name, value in original.items():
        again[name] = value
    again.set_payload(original.get_payload())
    return again


def envelope(letter: Letter, way: Way) -> EmailMessage:
    """Begin the mail that sends a letter on to the desk."""
    program = programs()[way.program]
    sent_on = EmailMessage(policy=SMTP)
    sent_on["From"], sent_on["To"] = str(way.by), str(person(DESK))
    sent_on["Subject"] = program.mark_of_forward + letter.subject
    sent_on["Date"] = format_datetime(way.at)
    sent_on["Message-ID"] = program.names(f"{letter.name} sent on", way.by.domain)
    sent_on["References"] = message_id(letter)
    for name, value in program.fields.items():
        sent_on[name] = value
    return sent_on


def received(name: str, letter: Letter, way: Way, at: datetime) -> bytes:
    """Give the fields that our own server puts on top, with what it found when it asked who sent the mail."""
    author = way.by if way.how in SENT_ON else letter.sender
    host = letter.server or f"mail.{way.by.domain}"
    desk = person(DESK).address
    fields = (
        f"Return-Path: <{way.by.address}>",
        f"X-Original-To: {desk}",
        f"Delivered-To: {desk}",
        f"Received: from {host} ({host} [{ADDRESS}])",
        f"\tby {SERVER} (Postfix) with ESMTPS id {sha256(name.encode()).hexdigest()[:QUEUE].upper()}",
        f"\tfor <{desk}>; {format_datetime(at)}",
        f"Authentication-Results: {SERVER};",
        f"\tdkim={letter.proof} header.d={author.domain};",
        f"\tspf={letter.proof} smtp.mailfrom={way.by.domain};",
        f"\tdmarc={letter.proof} header.from={author.domain}",
    )
    return "".join(f"{line}\r\n" for line in fields).encode("ascii")
