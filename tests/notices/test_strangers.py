"""Whatever a stranger writes, a notice stays the mail that we meant to send."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import DESK, OURS
from tests.notices.told import BERLIN, NEW_YORK, NEWSROOM, a_record, an_entry, standings
from worker.mail.message import Address
from worker.notices.compose import compose
from worker.notices.receipt import Brought, Placed, receipt
from worker.notices.reminder import reminder
from worker.notices.sealed import sealed

NOW = datetime(2023, 7, 7, 9, tzinfo=NEW_YORK)
DATED = "We will answer by July 6, 2023."
PARTS = [
    "\r\n",
    "\n\n",
    "Bcc: x@elsewhere.example",
    "<b>",
    "</td>",
    "\u202e",
    "\0",
    "=?utf-8?q?x?=",
    "=?utf-8?q?x=0D=0AX-Evil:_1=0D=0A=0D=0A<p>?=",
    "--=_",
    "é香",
    "\udc80",
    '"',
    "a" * 90,
]
hostile = st.one_of(st.text(st.characters(), max_size=60), st.lists(st.sampled_from(PARTS), max_size=8).map("".join))


def written(notice):
    mail = compose(
        notice, message_id="id@newsroom.example", sender=Address(name="Desk", address=DESK), at=NOW,
        recipient=Address(name="Mara", address=OURS), reply_to=DESK, domain="newsroom.example",
    )  # fmt: skip
    return message_from_bytes(sealed(mail), policy=default)


def shape(mail):
    """What a mail is made of, whatever it says."""
    page = mail.get_body(("html",)).get_content()
    return mail.keys(), [part.get_content_type() for part in mail.walk()], page.count("<"), mail["To"], mail["From"]


def told(words, name, slug):
    entry = an_entry(f"{DATED} {words}", ours=False, subject=f"Pier{words}")
    sender = Address(name=f"Jo{words}", address=f"press{words}@harbour.example")
    record = a_record(replace(entry, message=replace(entry.message, sender=sender)), name=f"Harbour{name}", slug=slug)
    [standing, *_] = standings(a_record(an_entry(DATED, ours=False)), NOW)
    yield reminder(
        standing, record, step="due", newsroom=NEWSROOM, zone=BERLIN, now=NOW, domain="newsroom.example", sequence=0
    )
    placed = Placed(record=record, entry=record.entries[0], standings=(standing,))
    yield receipt(
        Brought(subject=f"Pier{words}", status="filed", reason=f"why{words}", placed=(placed,)),
        newsroom=NEWSROOM, zone=BERLIN,
    )  # fmt: skip
    yield receipt(
        Brought(subject=f"Pier{words}", status="held", reason=f"why{words}", candidates=((slug, name),)),
        newsroom=NEWSROOM, zone=BERLIN,
    )  # fmt: skip


TAME = [shape(written(notice)) for notice in told("", "", "harbour-alliance")]


@settings(max_examples=25, deadline=None)
@given(words=hostile, name=hostile, slug=hostile.filter(bool))
def test_a_notice_keeps_its_shape_whatever_a_stranger_wrote(words, name, slug):
    assert [shape(written(notice)) for notice in told(words, name, slug)] == TAME
