"""What people decide for the public, as the tests tell of it, and the site that it comes to."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from tests.given import NEWSROOM, NOW, an_inquiry
from tests.ledger import ME, receive
from worker.deadlines.calendar import Calendar
from worker.pages.site import Site
from worker.publishing.edition import Edition
from worker.publishing.publish import due, publish
from worker.records import correspondences, journal, publications
from worker.records import publication_decisions as decisions
from worker.records.database import reading, writing

CALENDAR = Calendar(zone=ZoneInfo("UTC"), close_of_business=time(17))
SITE = Site(newsroom="The Newsroom")


def decided(engine, decision, *told, **more):
    with writing(engine) as connection:
        return decision(connection, *told, **{**ME, **more})


def undone(engine, **more):
    return decided(engine, journal.undo, **more)


def entries(engine):
    with reading(engine) as connection:
        return [entry for record in correspondences.all(connection) for entry in record.entries]


def release(engine, *chosen):
    for entry in chosen or entries(engine):
        decided(engine, decisions.release, entry.id, entry.message.body.own)


def with_file(engine, name, content, type_):
    """A released letter of ours with a file that is released, too."""
    mail = an_inquiry()
    maintype, _, subtype = type_.partition("/")
    mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    receive(engine, mail)
    release(engine)
    (entry,) = entries(engine)
    decided(engine, decisions.attach, entry.id, entry.message.attachments[0].sha256)
    return entry


def publication(engine, slug="harbour-example"):
    with reading(engine) as connection:
        return publications.publication(connection, slug)


def an_edition(**fields):
    return Edition(**({"site": SITE, "newsroom": NEWSROOM, "calendar": CALENDAR, "now": NOW} | fields))


def published(engine, out, *, wait=True, take_over=False, **fields):
    return publish(engine, out, an_edition(**fields), wait=wait, take_over=take_over)


def is_due(engine, out, **fields):
    return due(engine, out, an_edition(**fields))


def standing(out):
    """All files of a folder, with their octets."""
    return {str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}


def told(out, words):
    """The files in which some words stand."""
    return [path for path, octets in standing(out).items() if words.encode() in octets]
