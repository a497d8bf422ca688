"""Records and letters as the tests of the public pages tell of them."""

from __future__ import annotations

from datetime import time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

from tests.given import HARBOUR, MONDAY, NEWSROOM, NOW, OURS, a_message
from worker.correspondence import Correspondence, Entry, Source
from worker.deadlines.calendar import Calendar
from worker.mail.message import Address, Body, Direction
from worker.pages.view import view
from worker.publication.record import Publication
from worker.publication.treatment import State, Treatment

SHORT = 1.0  # seconds
CALENDAR = Calendar(zone=ZoneInfo("America/New_York"), close_of_business=time(17))
MARA = Address(name="Mara Lind", address=OURS)
IMOGEN = Address(name="Imogen Vale", address="imogen@harbour.example")
SIGNED = "Imogen Vale\nHead of Press\nT: +44 20 7946 0123"


def a_letter(id_, words="Who owns the pier?", *, day=0, signature="", **fields):
    """A letter of ours to the press office, ``day`` days after the first Monday."""
    at = fields.pop("sent_at", MONDAY + timedelta(days=day))
    told = {"sender": MARA, "to": (IMOGEN,), "body": Body(own=words, signature=signature), "sent_at": at} | fields
    source = Source(sha256=f"sha-{id_}", how="direct", by="")
    return Entry(id=id_, message=a_message(**told), sent_at=at, sources=(source,), placed_by="reference")


def an_answer(id_, words="The harbour does.", *, day=1, signature=SIGNED, **fields):
    """A letter of theirs."""
    told = {"sender": IMOGEN, "to": (MARA,), "direction": Direction.REPLY} | fields
    return a_letter(id_, words, day=day, signature=signature, **told)


def a_record(*entries, **fields):
    """The record of an organisation."""
    told = {
        "slug": "harbour-alliance",
        "name": "Harbour Alliance",
        "acronym": "HA",
        "country": "Iceland",
        "domains": ("harbour.example",),
        "listed_contacts": (HARBOUR,),
        "owner": OURS,
        "status": "open",
        "confirmed": True,
        "entries": entries,
    }
    return Correspondence(**(told | fields))


def let_out(*entries, **fields):
    """A person's release of entries, as their words stand."""
    treatments = {e.id: Treatment(state=State.PUBLISHED, released_at=NOW, text=e.message.body.own) for e in entries}
    return Publication(treatments=treatments | fields.pop("treatments", {}), **fields)


def the_page(record, publication=None, *, now=NOW, newsroom=NEWSROOM):
    """The page of a record; all of it released, unless told otherwise."""
    publication = publication or let_out(*record.entries)
    return view(record, publication, newsroom=newsroom, calendar=CALENDAR, now=now)


def linear(read, line):
    """Tell that eight times the text takes no more than some eight times as long, or no time worth telling."""
    small, large = (min(_seconds(read, line * (size // len(line))) for _ in range(3)) for size in (15_000, 120_000))
    return large < SHORT or large < 24 * small  # a square would take 64 times as long


def _seconds(read, text):
    start = process_time()
    read(text)
    return process_time() - start
