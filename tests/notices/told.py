"""The record that the tests of notices tell of: an inquiry with a date, an acknowledgement that promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tests.given import DESK, OURS, a_message
from worker.correspondence import Correspondence, Entry
from worker.deadlines.calendar import Calendar
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import Standing, State
from worker.mail.message import Address, Body, Direction, Kind
from worker.mail.newsroom import Newsroom

NEW_YORK, BERLIN, TOKYO = (ZoneInfo(key) for key in ("America/New_York", "Europe/Berlin", "Asia/Tokyo"))
CALENDAR = Calendar(zone=NEW_YORK, close_of_business=time(17))
NEWSROOM = Newsroom(
    domains=frozenset({"newsroom.example"}), mailbox_addresses=frozenset({DESK}), zone=NEW_YORK, name="The Newsroom"
)
JO = Address(name="Jo Reed", address="press@harbour.example")
MARA = Address(name="Mara Lind", address=OURS)
ASKS = "Dear Jo,\n\nWho certified the pier? Please answer by close of\nbusiness on July 6, 2023, so that we can print it.\n\nMara"
ACKNOWLEDGES = "We received your letter. We anticipate sharing our updated position by mid-August."


def an_entry(own, *, id_="a", day=3, ours=True, **fields):
    """A letter on the record, at nine in New York on a day of July 2023."""
    sent_at = datetime(2023, 7, day, 9, tzinfo=NEW_YORK)
    message = a_message(
        sender=MARA if ours else JO,
        to=(JO, Address(address=DESK)) if ours else (MARA,),
        sent_at=sent_at,
        direction=Direction.INQUIRY if ours else Direction.REPLY,
        body=Body(own=own),
        **fields,
    )
    return Entry(id=id_, message=message, sent_at=sent_at, sources=(), placed_by="reference")


def a_record(*entries, name="Harbour Alliance", slug="harbour-alliance"):
    """The record of the Harbour Alliance."""
    return Correspondence(
        slug=slug, name=name, acronym="HA", country="", domains=(), listed_contacts=(), owner=OURS, status="open",
        confirmed=True, entries=entries,
    )  # fmt: skip


def asked_and_acknowledged():
    """The usual record."""
    return a_record(an_entry(ASKS), an_entry(ACKNOWLEDGES, id_="b", day=4, ours=False, kind=Kind.ACKNOWLEDGEMENT))


def standings(record, now):
    """How the record's deadlines stand."""
    return record.deadlines(CALENDAR, now)


def a_follow_up(record):
    """Nobody answered its first letter."""
    return Standing(
        id="f", entry=record.entries[0].id, kind=Ask.FOLLOW_UP, due_at=datetime(2023, 7, 13, 18, tzinfo=NEW_YORK),
        phrase="", state=State.OPEN,
    )  # fmt: skip


def stood(standing, state, **fields):
    """The same deadline, standing otherwise."""
    return replace(standing, state=state, **fields)
