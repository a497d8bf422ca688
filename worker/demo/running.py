"""The real service, run in this process by the demo's clock."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, cast

from worker import celery
from worker.demo.rounds import Rounds
from worker.errors import Transient
from worker.records import archive
from worker.records.database import reading
from worker.records.status import Status
from worker.running.together import run_alone
from worker.tasks import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from worker.demo.clock import Clock
    from worker.records.database import Engine
    from worker.settings import Settings

TICK = 0.01  # seconds
AGAIN = 0.25  # after which the service is told to look once more
PATIENCE = 60.0
AT_HAND = {"polling_interval": TICK}  # how often the worker looks for a task
LINE = "%(asctime)s %(levelname)s %(message)s"


class Service:
    """The service while it runs: what it is told to do, and when it has done it."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.clock = clock
        self.house = House(settings, clock)
        self.house.app.conf.broker_transport_options = AT_HAND
        self.rounds = Rounds()
        self.house.telling = cast("threading.Lock", self.rounds)

    def move(self, at: datetime) -> None:
        """Move its clock while it neither polls nor tells: what comes next is not taken for what came before."""
        with ExitStack() as stack:
            for polling in self.house.polling.values():
                stack.enter_context(polling)
            stack.enter_context(self.rounds.lock)
            self.clock.move(at)

    def file(self, digest: str) -> None:
        """Let it look into the mailbox until it has filed a mail.

        It is told to look again and again: pymap tells nobody of a mail that came while it told of another.
        """
        until, again_at = time.monotonic() + PATIENCE, 0.0
        while not decided(self.house.engine, digest):
            if time.monotonic() > until:
                raise Transient(f"the service did not file the sample mail within {PATIENCE:.0f} seconds; try again")
            if time.monotonic() > again_at:
                again_at = time.monotonic() + AGAIN
                for account in self.house.settings.mailboxes:
                    self.house.enqueue(celery.POLL, account.name)
            time.sleep(TICK)

    def tell(self) -> None:
        """Let it tell everybody what they are to hear by now, as its beat does each minute."""
        until, next_one = time.monotonic() + PATIENCE, self.rounds.begun + 1
        while time.monotonic() < until:
            self.house.enqueue(celery.TELL)
            if self.rounds.wait_for(next_one, AGAIN):
                return
        raise Transient(f"the service did not tell anybody within {PATIENCE:.0f} seconds; try again")


@contextmanager
def running(settings: Settings, clock: Clock, log: Path) -> Iterator[Service]:
    """Run what ``onrecord run`` runs where there is no broker, with its log in a file; in the end it is stopped."""
    stop = threading.Event()
    service = Service(settings, clock)
    house = service.house
    with logged(log):
        thread = threading.Thread(target=run_alone, args=(house, stop), name="service", daemon=True)
        thread.start()
        try:
            yield service
        finally:
            stop.set()
            until = time.monotonic() + PATIENCE
            while thread.is_alive() and time.monotonic() < until:
                house.enqueue(celery.PULSE)  # a worker sees between two tasks that it is to stop, else after seconds
                thread.join(AGAIN)
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


def decided(engine: Engine, digest: str) -> bool:
    """Tell whether a mail is archived and placed."""
    with reading(engine) as connection:
        states = archive.states(connection, [digest])
    return bool(states) and Status.PENDING not in states.values()
