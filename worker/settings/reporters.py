"""The people of the newsroom as they are configured: what is usual, and who differs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worker.configuration import closest
from worker.errors import Refused
from worker.mail.addr_spec import compared
from worker.notices.reporter import MAIL, Receipts, Reporter
from worker.settings.newsroom import zone
from worker.settings.reminders import hours_of, quiet_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from worker.configuration import Section
    from worker.deadlines.hours import Hours


def usual_reporter(section: Section, hours: Hours, channels: Collection[str]) -> Reporter:
    """Read how anybody of ours is told, from [notices]."""
    return Reporter(
        address="",
        hours=hours,
        quiet=quiet_of(section, hours),
        channels=channels_of(section, (MAIL,), channels),
        receipts=receipts_of(section, Receipts.IMMEDIATE),
    )


def reporter_of(section: Section, usual: Reporter, channels: Collection[str]) -> Reporter:
    """Read how one person is told, from [[reporters]]; what is not said is as usual."""
    at_home = usual.hours.calendar
    where = zone(section, at_home.zone.key)
    try:
        calendar = replace(at_home, zone=where, country=section.optional("country", at_home.country))
    except Refused as error:
        raise section.refuse("country", f"names nobody's calendar: {error}") from error
    hours = hours_of(section, calendar, usual.hours)
    built = replace(
        usual,
        address=address_in(section, "address", section.text("address")),
        name=section.text("name", ""),
        others=frozenset(address_in(section, "addresses", a) for a in section.texts("addresses")),
        hours=hours,
        quiet=quiet_of(section, hours, usual.quiet),
        channels=channels_of(section, usual.channels, channels),
        receipts=receipts_of(section, usual.receipts),
        digest=section.flag("digest", default=usual.digest),
    )
    section.close()
    return built


def channels_of(section: Section, usual: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    """Read by which ways a person is told; each must be "mail" or a [[channels]] of its own."""
    told = section.texts("channels", usual)
    for name in told:
        if name not in {MAIL, *known}:
            meant = closest(name, (MAIL, *known))
            hint = f"did you mean {meant!r}?" if meant else f"there are: {', '.join((MAIL, *known))}"
            raise section.refuse("channels", f"names {name!r}, which is no channel; {hint}")
    return tuple(dict.fromkeys(told))


def receipts_of(section: Section, usual: Receipts) -> Receipts:
    """Read whether a person hears what became of mail they brought in."""
    told = section.text("receipts", usual)
    if told not in set(Receipts):
        raise section.refuse("receipts", f'must be "off", "immediate" or "daily", not {told!r}')
    return Receipts(told)


def address_in(section: Section, key: str, told: str) -> str:
    """Give an address of the configuration as it is compared."""
    if told.count("@") != 1 or told.strip("@ ") != told or not told.isprintable():
        raise section.refuse(key, f'must be an address like "ann@newsroom.example", not {told!r}')
    return compared(told)
