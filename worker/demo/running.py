"""The real service, run in this process until the sample mail is filed."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from worker import celery
from worker.errors import Transient
from worker.records import archive
from worker.records.database import reading
from worker.records.status import Status
from worker.running.together import run_alone
from worker.tasks import House

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime
    from pathlib import Path

    from worker.records.database import Engine
    from worker.settings import Settings

TICK = 0.25  # seconds
PATIENCE = 60.0
LINE = "%(asctime)s %(levelname)s %(message)s"


@contextmanager
def running(settings: Settings, clock: Callable[[], datetime], log: Path) -> Iterator[House]:
    """Run what ``onrecord run`` runs where there is no broker, with its log in a file; in the end it is stopped."""
    stop = threading.Event()
    house = House(settings, clock)
    with logged(log):
        thread = threading.Thread(target=run_alone, args=(house, stop), name="service", daemon=True)
        thread.start()
        try:
            yield house
        finally:
            stop.set()
            until = time.monotonic() + PATIENCE
            while thread.is_alive() and time.monotonic() < until:
                house.enqueue(celery.PULSE)  # a worker sees between two tasks that it is to stop, else after seconds
                thread.join(TICK)
            house.engine.dispose()


@contextmanager
def logged(file: Path) -> Iterator[None]:
    """Let the log go to a file for a while."""
    root, handler = logging.getLogger(), logging.FileHandler(file, encoding="utf-8")
    before = root.level
    handler.setFormatter(logging.Formatter(LINE))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
        handler.close()


def wait_until_filed(house: House, digests: Collection[str]) -> None:
    """Wait until the ledger has decided on every mail.

    The service is told to look all the time, not each minute: pymap tells nobody of a mail that came while it told of
    another.
    """
    until = time.monotonic() + PATIENCE
    while not decided(house.engine, digests):
        if time.monotonic() > until:
            raise Transient(f"the service did not file the sample mail within {PATIENCE:.0f} seconds; try again")
        for account in house.settings.mailboxes:
            house.enqueue(celery.POLL, account.name)
        time.sleep(TICK)


def decided(engine: Engine, digests: Collection[str]) -> bool:
    """Tell whether every mail is archived and placed."""
    with reading(engine) as connection:
        states = archive.states(connection, digests)
    return len(states) == len(digests) and Status.PENDING not in states.values()
