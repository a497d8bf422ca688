"""Who is told of things, and by which ways, as it is configured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worker.configuration import closest
from worker.mail.addr_spec import compared
from worker.mail.message import Address
from worker.notices.bureau import Bureau
from worker.notices.mailable import mailable
from worker.notices.reporter import MAIL
from worker.settings.newsroom import NOWHERE
from worker.settings.reporters import address_in, reporter_of, usual_reporter
from worker.settings.smtp import server_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from worker.configuration import Section
    from worker.deadlines.hours import Hours
    from worker.mail.newsroom import Newsroom
    from worker.notices.reporter import Reporter

PRODUCT = "On the Record"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def bureau_of(top: Section, newsroom: Newsroom, mailboxes: Sequence[str], hours: Hours) -> Bureau:
    """Build all that notices need to know; ``mailboxes`` are the polled addresses as they are written."""
    section, channels = top.section("notices"), channels_in(top)
    usual = usual_reporter(section, hours, channels)
    reporters = tuple(reporter_of(s, usual, channels) for s in top.sections("reporters"))
    twice(top, reporters)
    server = server_of(top.section("smtp"))
    first = compared(mailboxes[0]) if mailboxes else ""
    sender = sender_of(section, newsroom, first)
    if server and not sender.address:
        raise section.missing("from", ": say which address notices come from")
    bounce, reply_to = address(section, "bounce_address", sender.key), address(section, "reply_to", first)
    for key, told in (("from", sender.address), ("bounce_address", bounce), ("reply_to", reply_to)):
        if server and told and not mailable(told):
            raise section.refuse(key, f"can't be {told!r}, which no mail can name: give one in plain ASCII")
    built = Bureau(
        newsroom=newsroom,
        usual=usual,
        reporters=reporters,
        server=server,
        sender=sender,
        bounce=bounce,
        reply_to=reply_to,
        domain=sender.key.rpartition("@")[2] or min(newsroom.domains, default="localhost"),
        channels=channels,
        per_hour=section.number("per_hour", 20),
        digest_day=digest_day(section),
        calendars=calendars(section),
        calendars_url=section.optional("calendars_url", ""),
    )
    desk = [address_in(section, "desk", a) for a in section.texts("desk")]
    if built.per_hour < 1:
        raise section.refuse("per_hour", f"must be 1 or more, not {built.per_hour}")
    section.close()
    # A person has named the desk, so it is told though its address be nobody's of ours.
    return replace(built, desk=tuple(built.reporter(a) or replace(usual, address=a) for a in desk))


def channels_in(top: Section) -> dict[str, str]:
    """Read the ways that are no mail: the name of each, and its URL."""
    channels: dict[str, str] = {}
    for section in top.sections("channels"):
        name, url = section.text("name"), section.secret("url")
        if name == MAIL or name in channels:
            raise section.refuse("name", f"can't be {name!r}: that is the name of another channel")
        if "://" not in url:
            raise section.refuse("url", 'must be one of Apprise, like "slack://…": see appriseit.com')
        channels[name] = url
        section.close()
    return channels


def sender_of(section: Section, newsroom: Newsroom, mailbox: str) -> Address:
    """Read whom notices come from; usually the first mailbox, with the newsroom's name."""
    told = section.text("from", "")
    if not told:
        return Address(name=f"{newsroom.name}, {PRODUCT}" if newsroom.name else PRODUCT, address=mailbox)
    name, _, written = told.rpartition("<")  # by hand: the comma in a name needs no quotes here
    return Address(name=name.strip(' "') or PRODUCT, address=address_in(section, "from", written.removesuffix(">")))


def address(section: Section, key: str, usual: str) -> str:
    """Read an address that has a usual one."""
    told = section.text(key, "")
    return address_in(section, key, told) if told else usual


def digest_day(section: Section) -> int | None:
    """Read on which day of the week the digest comes; "" for never."""
    told = section.optional("digest", DAYS[0])
    if not told:
        return None
    if told.capitalize() not in DAYS:
        meant = closest(told, map(str.casefold, DAYS)) or DAYS[0]
        raise section.refuse("digest", f'must be a day of the week, or "", not {told!r}; did you mean {meant!r}?')
    return DAYS.index(told.capitalize())


def calendars(section: Section) -> Path | None:
    """Read into which folder calendars to subscribe to are written; "" for none."""
    told = section.optional("calendars", "calendars")
    if not told or section.path == NOWHERE:
        return None
    return (section.path.parent / told).absolute()


def twice(top: Section, reporters: Sequence[Reporter]) -> None:
    """Refuse an address that stands for two people."""
    met: set[str] = set()
    for reporter in reporters:
        for each in (reporter.address, *reporter.others - {reporter.address}):
            if each in met:
                raise top.refuse("reporters", f"name {each} twice: give each person one table")
            met.add(each)
