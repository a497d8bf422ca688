"""Everything that the configuration names is tried at once; then it is told in order, a line for each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

from worker.checking import addresses, authserv, broker, channel, clock, database, folder, mailbox, pages, people, smtp
from worker.checking.broker import Broker, meet
from worker.checking.channel import Channel
from worker.checking.finding import Finding, beware, wrong
from worker.checking.newest import newest
from worker.checking.secrets import without_secrets
from worker.checking.side_by_side import side_by_side
from worker.checking.unarchived import unarchived
from worker.errors import Refused, Transient
from worker.mailbox.account import Timeouts
from worker.mailbox.look import Look, look
from worker.notices.rehearsal import Rehearsal, rehearse
from worker.notices.reporter import MAIL
from worker.records.trial import Database, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from worker.notices.bureau import Bureau
    from worker.settings import Settings

EXAMPLE = "newsroom.example"  # as `onrecord init` writes it
PATIENCE = 10.0  # seconds, for all trials together
HURRIED = Timeouts(connect=8, read=8)

Met = Database | Broker | Look | Rehearsal | Channel
Seen = Met | Refused | Transient


def check(settings: Settings, *, now: Callable[[], datetime]) -> tuple[Finding, ...]:
    """Try everything that the settings name, within ten seconds, and tell how each stands."""
    trials: dict[str, Callable[[], Met]] = {database.NAME: partial(tried, settings.database_url)}
    if settings.broker_url:
        trials[broker.NAME] = partial(meet, settings.broker_url)
    for account in settings.mailboxes:
        trials[mailbox.name(account)] = partial(look, replace(account, timeouts=HURRIED))
    trials.update(ways(settings.bureau))
    return tuple(findings(settings, side_by_side(trials, seconds=PATIENCE), now()))


def ways(bureau: Bureau) -> Iterator[tuple[str, Callable[[], Met]]]:
    """Yield the trials of the ways by which notices leave."""
    if bureau.server:
        hurried = replace(bureau.server, connect_timeout=HURRIED.connect, timeout=HURRIED.read)
        desk = [reporter.address for reporter in bureau.desk if MAIL in reporter.channels]
        yield smtp.NAME, partial(rehearse, hurried, bureau.bounce, desk)
    for name, url in bureau.channels.items():
        yield channel.name(name), partial(channel.read, url)


def findings(settings: Settings, seen: Mapping[str, Seen], now: datetime) -> Iterator[Finding]:
    """Yield what each trial came to, and then what they tell together."""
    accounts = {mailbox.name(account): account for account in settings.mailboxes}
    looks = {accounts[name].name: met for name, met in seen.items() if isinstance(met, Look)}
    ledger = settings.database_url if isinstance(seen[database.NAME], Database) else ""
    for name, met in seen.items():
        match met:
            case Database():
                yield database.told(met)
            case Broker():
                yield broker.told(met)
            case Look():
                yield from mailbox.told(accounts[name], met, unarchived(ledger, accounts[name], met))
            case Rehearsal():
                if server := settings.bureau.server:
                    yield from smtp.told(server, settings.bureau, met)
            case Channel():
                yield channel.told(name, met)
            case Refused() | Transient():
                says = str(met).removeprefix(f"{accounts[name].name}: " if name in accounts else "")
                yield wrong(name, without_secrets(says, settings))
            case _:
                assert_never(met)
    yield from people.told(settings.bureau)
    if settings.bureau.calendars:
        yield folder.told("calendars", settings.bureau.calendars, "calendars in [notices]")
    yield from pages.told(settings.pages)
    yield from unfinished(settings)
    yield from together(settings, looks, seen, now)


def unfinished(settings: Settings) -> Iterator[Finding]:
    """Yield what stands in the configuration and comes to nothing."""
    if EXAMPLE in settings.newsroom.domains:
        yield beware("newsroom", f"{EXAMPLE} is still the example's: put your own domains and addresses in [newsroom]")
    if not settings.mailboxes:
        yield beware("mailboxes", "none is named: mail comes by `onrecord import` only")
        return
    polled = {folder for account in settings.mailboxes for folder in account.folders}
    if idle := ", ".join(folder for folder in settings.trusted_folders if folder not in polled):
        yield beware("trusted_folders", f"{idle}: among the folders of no mailbox, so never polled: add it to folders")


def together(
    settings: Settings, looks: Mapping[str, Look], seen: Mapping[str, Seen], now: datetime
) -> Iterator[Finding]:
    """Yield what the mailboxes and the clocks of all servers tell of the configuration."""
    if looks:
        headers = newest(looks.values(), settings.trusted_folders)
        yield addresses.told(headers, settings.newsroom)
        yield authserv.told(headers, settings.newsroom.authserv_id)
    clocks = {name: met.at for name, met in seen.items() if isinstance(met, Database | Broker) and met.at}
    received = {name: at for name, met in looks.items() if (at := met.received_at)}
    yield clock.told(now, settings.newsroom.zone, clocks, received)
