"""The only reader of the configuration and the environment: one frozen tree, checked once, at the start."""

from __future__ import annotations

import getpass
import ipaddress
import os
import zoneinfo
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from worker.configuration import Section, closest, overlaid, read
from worker.deadlines.calendar import Calendar
from worker.errors import Refused
from worker.mail.newsroom import Newsroom
from worker.mailbox.account import Account, OAuth2
from worker.url import anchored, names_broker, with_password

if TYPE_CHECKING:
    from collections.abc import Mapping


USUAL_PLACE = Path("config/onrecord.toml")
NOWHERE = Path("without a configuration")
PREFIX = "ONRECORD_"
SECTIONS = tuple(f"{PREFIX}{name}_" for name in ("NEWSROOM", "DATABASE", "BROKER", "MAILBOXES"))
PORTS = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an operator tells the product; secrets never stand in its repr."""

    newsroom: Newsroom
    calendar: Calendar
    trusted_folders: tuple[str, ...]
    database_url: str = field(repr=False)
    broker_url: str = field(default="", repr=False)  # "" for none: the service is one process
    mailboxes: tuple[Account, ...]


def load(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the configuration at a path, or none, with what the environment says instead; refuse it in one line."""
    tree = overlaid(read(path) if path else {}, said(environ))
    top = Section(path or NOWHERE, "", tree)
    newsroom, database, broker = (top.section(name) for name in ("newsroom", "database", "broker"))
    settings = Settings(
        newsroom=newsroom_of(newsroom),
        calendar=calendar_of(newsroom),
        trusted_folders=newsroom.texts("trusted_folders"),
        database_url=with_password(
            anchored(database.secret("url", "sqlite:///ledger.db"), top.path.parent), database.secret("password", "")
        ),
        broker_url=broker_of(broker),
        mailboxes=tuple(account(s) for s in top.sections("mailboxes")),
    )
    for section in (newsroom, database, broker, top):
        section.close()
    names = [m.name for m in settings.mailboxes]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise Refused(f"{top.path}: mailboxes: the name {twice[0]!r} stands twice; give each mailbox its own")
    return settings


def place(given: Path | None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Find the configuration: as given, as the environment names it, in the usual place, or nowhere."""
    named = environ.get("ONRECORD_CONFIG", "")
    if given or named:
        return given or Path(named)
    return USUAL_PLACE if USUAL_PLACE.exists() else None


def person(given: str, environ: Mapping[str, str] = os.environ) -> str:
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


def newsroom_of(section: Section) -> Newsroom:
    """Build what reading a mail needs to know of the newsroom."""
    domains = section.texts("domains")
    addresses, mailboxes = section.texts("addresses"), section.texts("mailbox_addresses")
    if not domains + addresses and section.path != NOWHERE:
        raise section.missing("domains", ": name the domains (or addresses) whose mail is ours")
    for domain in domains:
        if "@" in domain.removeprefix("@") or "." not in domain:
            raise section.refuse("domains", f'must hold domains like "newsroom.example", not {domain!r}')
    for key, held in (("addresses", addresses), ("mailbox_addresses", mailboxes)):
        for address in held:
            if address.count("@") != 1:
                raise section.refuse(key, f'must hold addresses like "desk@newsroom.example", not {address!r}')
    return Newsroom(
        name=section.text("name", ""),
        domains=frozenset(d.removeprefix("@").lower() for d in domains),
        addresses=frozenset(a.lower() for a in addresses),
        mailbox_addresses=frozenset(a.lower() for a in mailboxes),
        zone=zone(section),
        authserv_id=section.text("authserv_id", "").casefold(),
    )


def calendar_of(section: Section) -> Calendar:
    """Build what reading a date needs to know: the zone, the hour of closing, whose holidays count."""
    where, closing, country = zone(section), section.text("close_of_business", "17:00"), section.text("country", "")
    try:
        return Calendar(zone=where, close_of_business=time.fromisoformat(closing), country=country)
    except ValueError:
        raise section.refuse("close_of_business", f'must be a time like "17:00", not {closing!r}') from None
    except Refused as error:
        raise section.refuse("country", f"names nobody's calendar: {error}") from error


def zone(section: Section) -> zoneinfo.ZoneInfo:
    """Read a time zone by its IANA name."""
    name = section.text("timezone", "UTC")
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        known = {z.casefold(): z for z in zoneinfo.available_timezones()}
        meant = known.get(closest(name, known), "Europe/London")
        raise section.refuse("timezone", f"is no time zone: {name!r}; did you mean {meant!r}?") from None


def broker_of(section: Section) -> str:
    """Give the address of the broker; without one the service is a single process."""
    url, password = section.secret("url", ""), section.secret("password", "")
    if url and not names_broker(url):
        raise section.refuse("url", f'must be like "redis://HOST:6379/0", not {url.partition(":")[0][:40]}:…')
    return with_password(url, password)


def account(section: Section) -> Account:
    """Build one mailbox: refuse to send its password in clear, and one without any."""
    tls, host = section.text("tls", "tls"), section.text("host")
    if tls not in PORTS:
        raise section.refuse("tls", f'must be "tls", "starttls" or "none", not {tls!r}')
    if tls == "none" and not loopback(host):
        raise section.refuse("tls", f'is "none", but {host} is another machine: the password would travel in clear')
    oauth2 = token_source(section.section("oauth2")) if section.value("oauth2") is not None else None
    built = Account(
        name=section.text("name"),
        host=host,
        port=section.number("port", PORTS[tls]),
        tls=tls,
        username=section.text("username"),
        password=section.secret("password", "" if oauth2 else None),
        oauth2=oauth2,
        folders=section.texts("folders", ("INBOX",)),
        mark=section.text("mark", "keyword"),
        move_to=section.text("move_to", ""),
    )
    section.close()
    for key, why in built.faults():
        raise section.refuse(key, why)
    return built


def token_source(section: Section) -> OAuth2:
    """Build what fetches the tokens of a mailbox."""
    built = OAuth2(
        token_url=section.text("token_url"),
        client_id=section.text("client_id"),
        client_secret=section.secret("client_secret", ""),
        refresh_token=section.secret("refresh_token"),
        scope=section.text("scope", ""),
    )
    section.close()
    address = urlsplit(built.token_url)
    if address.scheme != "https" and not (address.scheme == "http" and loopback(address.hostname or "")):
        raise section.refuse("token_url", 'must begin with "https://": secrets are sent there')
    return built


def loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host.casefold() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
