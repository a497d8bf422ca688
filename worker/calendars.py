"""A calendar for each person to subscribe to: what they wait for, in a folder beside the pages."""

from __future__ import annotations

import hmac
from collections import defaultdict
from typing import TYPE_CHECKING

from worker.errors import Transient
from worker.notices.calendar import ics
from worker.notices.entry import event
from worker.records import agenda, correspondences
from worker.records.database import writing
from worker.records.secret import secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.notices.bureau import Bureau
    from worker.notices.notice import Event
    from worker.records.database import Connection, Engine

DIGITS = 32  # of a file's name: it can't be guessed by who serves the folder to the world
NAME = "On the Record: what you wait for"


def write_calendars(engine: Engine, bureau: Bureau) -> None:
    """Write the calendar of everybody who ever waited for something; one in which nothing changed is left alone."""
    if bureau.calendars is None:
        return
    with writing(engine) as connection:  # the first name makes the secret
        files = dict(calendars(connection, bureau))
    try:
        bureau.calendars.mkdir(parents=True, exist_ok=True)
        for name, octets in files.items():
            replace(bureau.calendars / name, octets)
    except OSError as error:
        raise Transient(f"the calendars can't be written: {error.filename}: {error.strerror}") from error


def calendars(connection: Connection, bureau: Bureau) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each person's file and its octets."""
    people = {person.address for owner in agenda.owners(connection) for person in bureau.owners(owner)}
    events: defaultdict[str, list[Event]] = defaultdict(list)
    stamp = None
    names = correspondences.names(connection)
    for awaited in agenda.awaited(connection):
        stamp = max(stamp, awaited.known_at) if stamp else awaited.known_at
        told = event(awaited, names[awaited.slug], domain=bureau.domain, sequence=awaited.sequence)
        for person in bureau.owners(awaited.owner):
            events[person.address].append(told)
    key = secret(connection)
    for address in sorted(people):
        if stamp:
            yield file_name(address, key), ics(events[address], at=stamp, name=NAME)


def file_name(address: str, key: bytes) -> str:
    """Name the file of a person: the same each time, and told to that person alone."""
    return f"{hmac.new(key, f'calendar of {address}'.encode(), 'sha256').hexdigest()[:DIGITS]}.ics"


def address_of(connection: Connection, bureau: Bureau, person: str) -> str:
    """Give where a person's calendar can be subscribed to; "" where the folder is served nowhere."""
    if not bureau.calendars_url:
        return ""
    return f"{bureau.calendars_url.rstrip('/')}/{file_name(person, secret(connection))}"


def replace(file: Path, octets: bytes) -> None:
    """Write a file in one step, unless it says the same already."""
    if file.exists() and file.read_bytes() == octets:
        return
    beside = file.with_suffix(".new")
    beside.write_bytes(octets)
    beside.replace(file)
