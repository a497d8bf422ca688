"""The watch: polls a folder the moment its server tells of mail."""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING

from worker.errors import Refused, Transient
from worker.mailbox.watch import watch
from worker.tasks import alive, look

if TYPE_CHECKING:
    from worker.mailbox.account import Account
    from worker.tasks import House

log = logging.getLogger(__name__)

PULSE = 30.0  # seconds
IN_HAND = 60.0  # seconds that a poll may need to end


def run_watch(house: House, stop: threading.Event) -> None:
    """Watch every folder, each in a thread, until told to stop."""
    folders = [(account, folder) for account in house.settings.mailboxes for folder in account.folders]
    threads = [
        threading.Thread(target=watch_on, args=(house, account, folder, stop), name=f"{account.name}/{folder}")
        for account, folder in folders
    ]
    for thread in threads:
        thread.start()
    while not stop.is_set():
        note(house)
        stop.wait(PULSE)
    for thread in threads:
        thread.join()
    for polling in house.polling.values():
        polling.acquire(timeout=IN_HAND)  # whoever has it finishes what is in hand


def watch_on(house: House, account: Account, folder: str, stop: threading.Event) -> None:
    """Watch one folder; an error of ours in it is told and does not end the watch."""
    while not stop.is_set():
        try:
            watch(account, folder, stop=stop, woken=partial(woken, house, account))
        except Exception:
            log.exception("the watch of %s/%s broke; it begins anew in a minute", account.name, folder)
            stop.wait(60)


def woken(house: House, account: Account) -> None:
    """Poll at once; what can't be polled now is left to the next tick of the beat."""
    with house.polling[account.name]:
        try:
            look(house, account)
        except (Transient, Refused) as error:
            log.warning("%s: %s", account.name, " ".join(str(error).split()))


def note(house: House) -> None:
    """Note that the watch is alive."""
    try:
        alive(house, "watch")
    except (Transient, Refused) as error:
        log.warning("the watch can't note its pulse: %s", " ".join(str(error).split()))
