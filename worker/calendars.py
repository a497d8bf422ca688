"""A calendar for each person to subscribe to: what they wait for, in a folder beside the pages."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from operator import itemgetter
from secrets import token_hex
from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.errors import Transient
from worker.notices.calendar import ics
from worker.notices.entry import event
from worker.records import agenda, correspondences
from worker.records.database import reading, writing
from worker.records.private import private_file, private_folder
from worker.records.secret import known_secret, secret

if TYPE_CHECKING:
    from pathlib import Path

    from worker.notices.bureau import Bureau
    from worker.notices.notice import Event
    from worker.records.database import Connection, Engine

DIGITS = 32  # of a file's name: it can't be guessed by who serves the folder to the world
OURS = re.compile(rf"[0-9a-f]{{{DIGITS}}}\.ics")
TOLD = ".told"  # what the calendars in the folder were written from
NEVER = datetime.min.replace(tzinfo=UTC)
NAME = "On the Record: what you wait for"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person waits for, and when the newest of it was known; None where there is nothing."""

    events: tuple[Event, ...] = ()
    at: datetime | None = None

    @property
    def octets(self) -> bytes:
        """Write it as a calendar; in an empty one its moment stands nowhere.

        RFC 5545 3.6 wants a component in each, but whoever is subscribed takes none for nothing, which it is.
        """
        return ics(self.events, at=self.at or NEVER, method="", name=NAME)


def write_calendars(engine: Engine, bureau: Bureau) -> None:
    """Write the calendar of everybody who ever waited for something; where nothing changed, all are left alone."""
    folder = bureau.calendars
    if folder is None:
        return
    key = naming(engine)
    with reading(engine) as connection:
        plans = planned(connection, bureau, key)
    try:
        served = bool(bureau.calendars_url)  # by a server that must be able to read it
        if served:
            folder.mkdir(parents=True, exist_ok=True)
        else:
            private_folder(folder)
        standing = {file.name for file in folder.iterdir() if OURS.fullmatch(file.name)}
        # Whoever had one and waits for nothing any more is still subscribed to it.
        plans |= {name: Plan() for name in standing - plans.keys()}
        told = sha256(f"{version('onrecord')} {sorted(plans.items(), key=itemgetter(0))!r}".encode()).hexdigest()
        if standing == plans.keys() and (folder / TOLD).exists() and (folder / TOLD).read_text() == told:
            return
        for name, plan in plans.items():
            replace(folder / name, plan.octets, served=served)
        replace(folder / TOLD, told.encode())  # last: what was interrupted is written again
    except OSError as error:
        raise Transient(f"the calendars can't be written: {error.filename}: {error.strerror}") from error


def naming(engine: Engine) -> bytes:
    """Give the secret that files are named by; the first calendar makes it."""
    with reading(engine) as connection:
        known = known_secret(connection)
    if known:
        return known
    with writing(engine) as connection:
        return secret(connection)


def planned(connection: Connection, bureau: Bureau, key: bytes) -> dict[str, Plan]:
    """Give what stands in each person's file, by its name."""
    people = {person.address for owner in agenda.owners(connection) for person in bureau.owners(owner)}
    events: dict[str, list[Event]] = {address: [] for address in people}
    known: dict[str, datetime] = {}
    names = correspondences.names(connection)
    for awaited in agenda.awaited(connection):
        if awaited.kind == Ask.FOLLOW_UP:  # no letter sets its date
            continue
        told = event(awaited, names[awaited.slug], domain=bureau.domain, sequence=awaited.sequence)
        for person in bureau.owners(awaited.owner):
            events[person.address].append(told)
            known[person.address] = max(awaited.known_at, known.get(person.address, awaited.known_at))
    return {file_name(address, key): Plan(tuple(of), known.get(address)) for address, of in events.items()}


def file_name(address: str, key: bytes) -> str:
    """Name the file of a person: the same each time, and told to that person alone."""
    return f"{hmac.new(key, f'calendar of {address}'.encode(), 'sha256').hexdigest()[:DIGITS]}.ics"


def address_of(connection: Connection, bureau: Bureau, person: str) -> str:
    """Give where a person's calendar can be subscribed to; "" where none is written, or served nowhere."""
    key = known_secret(connection)
    if bureau.calendars is None or not bureau.calendars_url or key is None:
        return ""
    return f"{bureau.calendars_url.rstrip('/')}/{file_name(person, key)}"


def replace(file: Path, octets: bytes, *, served: bool = False) -> None:
    """Write a file in one step, unless it says the same already; only its owner may read it if it is not served."""
    if file.exists() and file.read_bytes() == octets:
        return
    beside = file.with_name(f".{file.stem}.{token_hex(8)}.new")  # each writer has one of its own
    try:
        if served:
            beside.write_bytes(octets)
        else:
            private_file(beside, octets)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
