from __future__ import annotations

from datetime import UTC, datetime, timedelta

from worker.correspondence import Contact, Correspondence, Entry
from worker.mail.message import Address, Body, Direction, Kind, Message
from worker.pages.contacts import contacts

AT = datetime(2023, 7, 6, tzinfo=UTC)


def letters(*told):
    """Entries, a day apart, of (name, address, signature) each."""
    return tuple(
        Entry(
            id=str(day),
            message=Message(
                sender=Address(name=name, address=address),
                body=Body(own="Yes.", signature=signature),
                direction=direction,
                kind=kind,
            ),
            sent_at=AT + timedelta(days=day),
            sources=(),
            placed_by="",
        )
        for day, (name, address, signature, direction, kind) in enumerate(told)
    )


def record(*told, listed=()):
    return Correspondence(
        slug="mill",
        name="Mill",
        acronym="",
        country="",
        domains=(),
        listed_contacts=listed,
        owner="",
        status="open",
        confirmed=True,
        entries=letters(*told),
    )


REPLY = (Direction.REPLY, Kind.MESSAGE)


def test_a_contact_has_the_newest_name_and_role_that_were_told():
    told = record(
        ("Jo Vale", "jo@mill.example", "Jo Vale\nPress Officer", *REPLY),
        ("Jo Vale-Ortega", "JO@mill.example", "Jo Vale-Ortega\nHead of Media Relations", *REPLY),
        ("", "jo@mill.example", "", *REPLY),
    )

    assert contacts(told) == (
        Contact(name="Jo Vale-Ortega", address="jo@mill.example", role="Head of Media Relations"),
    )


def test_a_listed_contact_that_never_wrote_is_told_by_its_address():
    told = record(("Jo Vale", "jo@mill.example", "", *REPLY), listed=("press@mill.example", "jo@mill.example"))

    assert contacts(told) == (
        Contact(name="", address="press@mill.example", role=""),
        Contact(name="Jo Vale", address="jo@mill.example", role=""),
    )


def test_neither_our_letters_nor_machines_make_a_contact():
    told = record(
        ("Ann", "ann@gazette.example", "", Direction.INQUIRY, Kind.MESSAGE),
        ("Robot", "no-reply@mill.example", "", Direction.REPLY, Kind.AUTO_REPLY),
        ("Mailer", "mailer-daemon@mill.example", "", Direction.REPLY, Kind.BOUNCE),
        ("Nobody", "", "", *REPLY),
    )

    assert contacts(told) == ()
