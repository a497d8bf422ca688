"""The demo: sample mail is laid into a real mailbox, and the real service takes it in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING

from worker import intake
from worker.demo.delivered import delivered
from worker.demo.fate import fates
from worker.demo.letter import PACKAGE
from worker.demo.post import post
from worker.demo.server import HOST, serving
from worker.errors import Refused
from worker.mailbox.account import Account
from worker.polling import poll
from worker.records import correspondences, decisions
from worker.records.database import connect, reading
from worker.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from worker.correspondence import Correspondence
    from worker.demo.delivered import Delivered
    from worker.demo.fate import Fate
    from worker.records.database import Engine
    from worker.settings import Settings

CONFIGURATION, MAILS = "onrecord.toml", "mails"
ORGANISATION = "Harvest Labour Standards Board"
KNOWN = {"acronym": "HLSB", "country": "United Kingdom", "domains": ("hlsb.example",)}
WHO, WHY = "demo", "the organisation we are about to ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What came of it: the record, and what became of every mail, in the order in which they came."""

    settings: Settings
    record: Correspondence
    fates: tuple[Fate, ...]


def demonstrate(folder: Path, *, now: datetime) -> Demonstration:
    """Run the demo in a folder, which then holds a configuration, the ledger and the mails."""
    mails = delivered()
    settings = prepared(folder, mails)
    engine = connect(settings.database_url)
    try:
        opened = partial(decisions.open_record, name=ORGANISATION, who=WHO, at=now, why=WHY, **KNOWN)
        slug = intake.decide(engine, opened, now=now)
        take_in(engine, mails, settings, now=now)
        with reading(engine) as connection:
            (record,) = correspondences.all(connection, slug)
            return Demonstration(settings=settings, record=record, fates=fates(connection, mails))
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


def take_in(engine: Engine, mails: Sequence[Delivered], settings: Settings, *, now: datetime) -> None:
    """Lay mails into a mailbox on this machine and let the service poll and file them."""
    username, password = "desk", secrets.token_urlsafe()
    with serving(username, password) as port:
        account = Account(name="desk", host=HOST, port=port, tls="none", username=username, password=password)
        post(mails, port, username, password)
        poll(engine, account, trusted_folders=settings.trusted_folders, now=now)
    intake.resume(engine, settings.newsroom, now=now)
