"""Mails and messages as the tests tell of them: an inquiry of ours, a reply to it, its copy by Bcc."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count

from worker.mail.message import Address, Body, Direction, Message
from worker.mail.newsroom import Newsroom
from worker.mail.raw import RawMessage

EASTERN = timezone(timedelta(hours=-4))
MONDAY = datetime(2023, 7, 3, 9, 30, tzinfo=EASTERN)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)  # noqa: UP017 - beside the other zone
OURS = "mara@newsroom.example"
DESK = "desk@newsroom.example"
HARBOUR = "press@harbour.example"
NEWSROOM = Newsroom(
    name="The Newsroom",
    domains=frozenset({"newsroom.example"}),
    mailbox_addresses=frozenset({DESK}),
)
NUMBERS = count(1)


def a_mail(  # noqa: PLR0913 - what a mail is made of
    *, sender, to, words, subject="Questions", sent_at=MONDAY, answers=None, **fields
):
    """An e-mail as the library writes it; ``fields`` are header fields, "_" for "-"."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = f"<{next(NUMBERS)}@{sender.rpartition('@')[2].rstrip('>')}>"
    if answers is not None:
        mail["In-Reply-To"] = answers["Message-ID"]
        mail["References"] = f"{answers.get('References', '')} {answers['Message-ID']}".strip()
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    return mail


def an_inquiry(to=HARBOUR, *, sender=OURS, words="Who owns the pier? Please answer by July 10.", **fields):
    """A letter of ours to the outside."""
    return a_mail(sender=sender, to=to, words=words, **fields)


def a_reply_to(mail, *, sender=None, words="The pier belongs to the harbour.", **fields):
    """The other side's answer to a letter, a day later."""
    fields.setdefault("sent_at", MONDAY + timedelta(days=1))
    fields.setdefault("subject", f"Re: {mail['Subject']}")
    return a_mail(sender=sender or mail["To"], to=mail["From"], words=words, answers=mail, **fields)


def a_stranger(**fields):
    """A letter from somebody the ledger does not know."""
    return a_mail(**{"sender": "who@elsewhere.example", "to": DESK, "words": "Have you seen this?", **fields})


def raw(mail, *, trusted=True, **fields):
    """A mail as it is fetched; put there by us, unless told otherwise."""
    octets = mail if isinstance(mail, bytes) else mail.as_bytes()
    return RawMessage(**{"octets": octets, "mailbox": "desk", "trusted": trusted, **fields})


def a_message(**fields):
    """A message as reading gives it."""
    told = {
        "sender": Address(name="Mara Lind", address=OURS),
        "to": (Address(address=HARBOUR),),
        "subject": "Questions",
        "sent_at": MONDAY,
        "body": Body(own="Who owns the pier?", full="Who owns the pier?"),
        "direction": Direction.INQUIRY,
    }
    return Message(**(told | fields))
