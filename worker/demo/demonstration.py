"""The demo: sample mail is laid into a real mailbox, the real service takes it in and mails what people must know."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING

from worker import intake
from worker.demo.clock import Clock
from worker.demo.delivered import delivered
from worker.demo.fate import fates
from worker.demo.letter import PACKAGE
from worker.demo.loopback import HOST
from worker.demo.months import pass_months
from worker.demo.people import person
from worker.demo.post import posting
from worker.demo.running import running
from worker.demo.server import serving
from worker.demo.submission import submitting
from worker.demo.told import told
from worker.errors import Refused
from worker.mailbox.account import Account
from worker.notices.server import Server
from worker.records import correspondences, decisions
from worker.records.database import connect, reading
from worker.records.private import private_file, private_folder
from worker.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing
    from worker.demo.delivered import Delivered
    from worker.demo.fate import Fate
    from worker.demo.told import Told
    from worker.records.database import Engine
    from worker.settings import Settings

CONFIGURATION, MAILS, NOTICES, LOG = "onrecord.toml", "mails", "notices", "service.log"
USERNAME = "desk"
OWNER = "Nora Achterberg"
BEFORE = timedelta(minutes=30)  # the first letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What came of it: the record, its deadlines, what became of every mail, and what people were told and answered.

    Mails and notices stand in the order in which they came and left.
    """

    settings: Settings
    record: Correspondence
    standings: tuple[Standing, ...]
    fates: tuple[Fate, ...]
    notices: tuple[Told, ...]
    answers: tuple[Delivered, ...]


def demonstrate(folder: Path) -> Demonstration:
    """Run the demo in a folder, which then holds a configuration, the ledger, all mail and the log of the service."""
    password = secrets.token_urlsafe()
    # Whether there are servers is known before anything is written.
    with serving(USERNAME, password) as port, submitting() as submission:
        account = Account(name="desk", host=HOST, port=port, tls="none", username=USERNAME, password=password)
        mails, server = delivered(), Server(host=HOST, port=submission.port, tls="none")
        settings, clock = prepared(folder), Clock(mails[0].at - BEFORE)
        connected = replace(settings, mailboxes=(account,), bureau=replace(settings.bureau, server=server))
        engine = connect(settings.database_url)
        try:
            slug = opened(engine, now=clock())
            with running(connected, clock, folder / LOG) as service, posting(account) as post:
                answers = pass_months(service, post, mails, submission.mails)
            with reading(engine) as connection:
                (record,) = correspondences.all(connection, slug)
                done = Demonstration(
                    settings=settings,
                    record=record,
                    standings=record.deadlines(settings.calendar, clock()),
                    fates=fates(connection, mails),
                    notices=told(connection, submission.mails),
                    answers=answers,
                )
        finally:
            engine.dispose()
    keep(folder / MAILS, ((mail.name, mail.octets) for mail in (*mails, *answers)))
    keep(folder / NOTICES, ((notice.name, notice.octets) for notice in done.notices))
    return done


def prepared(folder: Path) -> Settings:
    """Lay the configuration into a folder; refuse one in which a ledger is kept already."""
    configuration = folder / CONFIGURATION
    if configuration.exists():
        raise Refused(f"{configuration} is there already: name another folder, or go on with --config {configuration}")
    private_folder(folder)
    configuration.write_bytes(resources.files(PACKAGE).joinpath(CONFIGURATION).read_bytes())
    return load(configuration, environ={})


def keep(folder: Path, mails: Iterable[tuple[str, bytes]]) -> None:
    """Lay mails into a folder, each in a file of its own, which nobody else may read."""
    private_folder(folder)
    for name, octets in mails:
        private_file(folder / f"{name}.eml", octets)


def opened(engine: Engine, *, now: datetime) -> str:
    """Open the record of the organisation that is about to be asked, and give its slug."""
    decision = partial(
        decisions.open_record,
        name="Harvest Labour Standards Board",
        acronym="HLSB",
        country="United Kingdom",
        domains=("hlsb.example",),
        owner=person(OWNER).address,
        who="demo",
        at=now,
        why="we are about to ask them",
    )
    return intake.decide(engine, decision, now=now)
