"""The demo: sample mail is laid into a real mailbox, and the real service takes it in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING

from worker import intake
from worker.demo.delivered import delivered
from worker.demo.fate import fates
from worker.demo.letter import PACKAGE
from worker.demo.post import post
from worker.demo.running import running, wait_until_filed
from worker.demo.server import HOST, serving
from worker.errors import Refused
from worker.mailbox.account import Account
from worker.records import correspondences, decisions
from worker.records.database import connect, reading
from worker.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from worker.correspondence import Correspondence
    from worker.deadlines.standing import Standing
    from worker.demo.delivered import Delivered
    from worker.demo.fate import Fate
    from worker.records.database import Engine
    from worker.settings import Settings

CONFIGURATION, MAILS, LOG = "onrecord.toml", "mails", "service.log"
USERNAME = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What came of it: the record, its deadlines, and what became of every mail, in the order in which they came."""

    settings: Settings
    record: Correspondence
    standings: tuple[Standing, ...]
    fates: tuple[Fate, ...]


def demonstrate(folder: Path, *, clock: Callable[[], datetime]) -> Demonstration:
    """Run the demo in a folder, which then holds a configuration, the ledger, the mails and the log of the service."""
    password = secrets.token_urlsafe()
    # Whether there is a server is known before anything is written.
    with serving(USERNAME, password) as port:
        account = Account(name="desk", host=HOST, port=port, tls="none", username=USERNAME, password=password)
        mails = delivered()
        settings = prepared(folder, mails)
        engine = connect(settings.database_url)
        try:
            slug = opened(engine, now=clock())
            with running(replace(settings, mailboxes=(account,)), clock, folder / LOG) as house:
                post(mails, account)
                wait_until_filed(house, {mail.sha256 for mail in mails})
            with reading(engine) as connection:
                (record,) = correspondences.all(connection, slug)
                return Demonstration(
                    settings=settings,
                    record=record,
                    standings=record.deadlines(settings.calendar, clock()),
                    fates=fates(connection, mails),
                )
        finally:
            engine.dispose()


def prepared(folder: Path, mails: Sequence[Delivered]) -> Settings:
    """Lay the configuration and the mails into a folder; refuse one in which a ledger is kept already."""
    configuration = folder / CONFIGURATION
    if configuration.exists():
        raise Refused(f"{configuration} is there already: name another folder, or go on with --config {configuration}")
    (folder / MAILS).mkdir(parents=True, exist_ok=True)
    for mail in mails:
        (folder / MAILS / f"{mail.name}.eml").write_bytes(mail.octets)
    configuration.write_bytes(resources.files(PACKAGE).joinpath(CONFIGURATION).read_bytes())
    return load(configuration, environ={})


def opened(engine: Engine, *, now: datetime) -> str:
    """Open the record of the organisation that is about to be asked, and give its slug."""
    decision = partial(
        decisions.open_record,
        name="Harvest Labour Standards Board",
        acronym="HLSB",
        country="United Kingdom",
        domains=("hlsb.example",),
        who="demo",
        at=now,
        why="we are about to ask them",
    )
    return intake.decide(engine, decision, now=now)
