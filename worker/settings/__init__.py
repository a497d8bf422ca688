"""The only reader of the configuration and the environment: one frozen tree, checked once, at the start."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from worker.configuration import Section, overlaid, read
from worker.delivering.occasion import Occasion
from worker.errors import Refused
from worker.publishing.edition import Edition
from worker.settings.mailbox import account
from worker.settings.newsroom import NOWHERE, calendar_of, newsroom_of
from worker.settings.notices import bureau_of
from worker.settings.pages import Pages, pages_of
from worker.settings.reminders import hours_of, rules_of
from worker.url import anchored, names_broker, with_password

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.reminders import Rules
    from worker.mail.newsroom import Newsroom
    from worker.mailbox.account import Account
    from worker.notices.bureau import Bureau


USUAL_PLACE = Path("config/onrecord.toml")
PREFIX = "ONRECORD_"
TABLES = (
    "NEWSROOM", "DATABASE", "BROKER", "MAILBOXES", "REMINDERS", "NOTICES", "SMTP", "REPORTERS", "CHANNELS", "PAGES"
)  # fmt: skip
SECTIONS = tuple(f"{PREFIX}{name}_" for name in TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an operator tells the product; secrets never stand in its repr."""

    newsroom: Newsroom
    calendar: Calendar
    trusted_folders: tuple[str, ...]
    database_url: str = field(repr=False)
    broker_url: str = field(default="", repr=False)  # "" for none: the service is one process
    mailboxes: tuple[Account, ...]
    rules: Rules  # when people are reminded
    bureau: Bureau  # who is told, and how
    pages: Pages = field(default_factory=Pages)

    def occasion(self, now: datetime) -> Occasion:
        """Give what telling people takes at a moment."""
        return Occasion(bureau=self.bureau, calendar=self.calendar, rules=self.rules, now=now)

    def edition(self, now: datetime) -> Edition:
        """Give what publishing takes at a moment."""
        site, phones = self.pages.site, self.pages.phones
        return Edition(site=site, newsroom=self.newsroom, calendar=self.calendar, now=now, phones=phones)


def load(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:  # noqa: TID251 - the one reader of the environment
    """Read the configuration at a path, or none, with what the environment says instead; refuse it in one line."""
    tree = overlaid(read(path) if path else {}, said(environ))
    top = Section(path or NOWHERE, "", tree)
    newsroom, database, broker = (top.section(name) for name in ("newsroom", "database", "broker"))
    ours, calendar = newsroom_of(newsroom), calendar_of(newsroom)
    reminders, pages = top.section("reminders"), top.section("pages")
    settings = Settings(
        newsroom=ours,
        calendar=calendar,
        trusted_folders=newsroom.texts("trusted_folders"),
        database_url=with_password(
            anchored(database.secret("url", "sqlite:///ledger.db"), top.path.parent), database.secret("password", "")
        ),
        broker_url=broker_of(broker),
        mailboxes=tuple(account(s) for s in top.sections("mailboxes")),
        rules=rules_of(reminders),
        bureau=bureau_of(top, ours, newsroom.texts("mailbox_addresses"), hours_of(reminders, calendar)),
        pages=pages_of(pages, ours),
    )
    for section in (newsroom, database, broker, reminders, pages, top):
        section.close()
    names = [m.name for m in settings.mailboxes]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise Refused(f"{top.path}: mailboxes: the name {twice[0]!r} stands twice; give each mailbox its own")
    return settings


def place(given: Path | None, environ: Mapping[str, str] = os.environ) -> Path | None:  # noqa: TID251 - the one reader of the environment
    """Find the configuration: as given, as the environment names it, in the usual place, or nowhere."""
    named = environ.get("ONRECORD_CONFIG", "")
    if given or named:
        return given or Path(named)
    return USUAL_PLACE if USUAL_PLACE.exists() else None


def person(given: str, environ: Mapping[str, str] = os.environ) -> str:  # noqa: TID251 - the one reader of the environment
    """Name who decides: as given, as the environment says, or the one who is logged in."""
    if name := given or environ.get("ONRECORD_AS", ""):
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the user of a container may have no name
        return "unknown"


def said(environ: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Give what the environment says of keys: ``ONRECORD_DATABASE__URL`` is ``database.url``."""
    names = [n for n in environ if n.startswith(PREFIX)]
    for name in names:
        if "__" not in name and name.startswith(SECTIONS):
            section, _, key = name.removeprefix(PREFIX).partition("_")
            raise Refused(f"{name} is no key; did you mean {PREFIX}{section}__{key}?")
    return {tuple(n.removeprefix(PREFIX).casefold().split("__")): environ[n] for n in sorted(names) if "__" in n}


def broker_of(section: Section) -> str:
    """Give the address of the broker; without one the service is a single process."""
    url, password = section.secret("url", ""), section.secret("password", "")
    if url and not names_broker(url):
        raise section.refuse("url", f'must be like "redis://HOST:6379/0", not {url.partition(":")[0][:40]}:…')
    return with_password(url, password)
