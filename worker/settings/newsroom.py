"""The newsroom as it is configured: who we are, and when we work."""

from __future__ import annotations

import zoneinfo
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from worker.configuration import closest
from worker.deadlines.calendar import Calendar
from worker.errors import Refused
from worker.mail.addr_spec import compared
from worker.mail.newsroom import Newsroom

if TYPE_CHECKING:
    from worker.configuration import Section

NOWHERE = Path("without a configuration")


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
        domains=frozenset(compared(d.removeprefix("@")) for d in domains),
        addresses=frozenset(map(compared, addresses)),
        mailbox_addresses=frozenset(map(compared, mailboxes)),
        zone=zone(section),
        authserv_id=section.text("authserv_id", "").casefold(),
    )


def calendar_of(section: Section) -> Calendar:
    """Build what reading a date needs to know: the zone, the hour of closing, whose holidays count."""
    where, closing, country = zone(section), _closing(section), section.text("country", "")
    try:
        return Calendar(zone=where, close_of_business=closing, country=country)
    except Refused as error:
        raise section.refuse("country", f"names nobody's calendar: {error}") from error


def _closing(section: Section) -> time:
    told = section.text("close_of_business", "17:00")
    try:
        closing = time.fromisoformat(told)
    except ValueError:
        raise section.refuse("close_of_business", f'must be a time like "17:00", not {told!r}') from None
    if closing.tzinfo:
        raise section.refuse("close_of_business", f'must be a time like "17:00", not {told!r}: the zone is in timezone')
    return closing


def zone(section: Section, usual: str = "UTC") -> zoneinfo.ZoneInfo:
    """Read a time zone by its IANA name."""
    name = section.text("timezone", usual)
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        known = {z.casefold(): z for z in zoneinfo.available_timezones()}
        meant = known.get(closest(name, known), "Europe/London")
        raise section.refuse("timezone", f"is no time zone: {name!r}; did you mean {meant!r}?") from None
