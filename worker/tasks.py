"""The tasks, one for each use case: ids in, one call. What can't be done now is done at the next tick."""

from __future__ import annotations

import logging
import os
import threading
from functools import partial, wraps
from typing import TYPE_CHECKING

from celery.exceptions import SoftTimeLimitExceeded

from worker import celery, intake, polling, telling
from worker.errors import Refused, Transient
from worker.publishing import publish as publishing
from worker.records import pulses, troubles
from worker.records.database import connect, reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from worker.mailbox.account import Account
    from worker.records.database import Engine
    from worker.settings import Settings

log = logging.getLogger(__name__)

AT_ONCE = 100  # mails in a task


class House:
    """What the tasks of a process share: the settings, the clock, the app, and the database once it is needed."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.settings, self.clock = settings, clock
        self.app = celery.application(settings.broker_url, [account.name for account in settings.mailboxes])
        self.opening = threading.Lock()
        self.polling = {account.name: threading.Lock() for account in settings.mailboxes}
        self.telling = threading.Lock()
        self.opened: tuple[int, Engine] | None = None
        for name, task in TASKS.items():
            self.app.task(calm(name, partial(task, self)), name=name, shared=False)

    @property
    def engine(self) -> Engine:
        """The database, opened by each process for itself: a connection does not survive a fork."""
        with self.opening:
            if self.opened is None or self.opened[0] != os.getpid():
                self.opened = os.getpid(), connect(self.settings.database_url)
            return self.opened[1]

    def account(self, name: str) -> Account:
        """Find a mailbox by its name."""
        for account in self.settings.mailboxes:
            if account.name == name:
                return account
        raise Refused(f"no mailbox {name!r} stands in the configuration any more")

    def enqueue(self, task: str, *args: object) -> bool:
        """Send a task, after what it is about was committed; where the broker is away, the next sweep does it."""
        try:
            self.app.send_task(task, args, retry=False)
        except Exception as error:  # noqa: BLE001 - whatever the broker's client raises
            log.warning("the broker is out of reach, the sweep takes it up: %s", " ".join(str(error).split()))
            return False
        return True


def look(house: House, account: Account) -> None:
    """Poll a mailbox and hand on what is new, or note why it can't be polled."""
    engine, now = house.engine, house.clock()
    try:
        polled = polling.poll(engine, account, trusted_folders=house.settings.trusted_folders, now=now)
    except (Transient, Refused) as error:
        with writing(engine) as connection:
            troubles.note(connection, account.name, now, str(error))
        raise
    note_success(house, account.name, now, polled.refused)
    hand_on(house, polled.mails)


def note_success(house: House, mailbox: str, now: datetime, refused: Sequence[str]) -> None:
    """Note that a mailbox is polled, but for folders that a person must see to."""
    in_part = f"{mailbox}, in part"
    with reading(house.engine) as connection:
        before = {mailbox, in_part} & troubles.troubles(connection).keys()
    if not before and not refused:
        return
    with writing(house.engine) as connection:
        for name in before:
            troubles.over(connection, name)
        if refused:
            troubles.note(connection, in_part, now, "; ".join(refused))


def hand_on(house: House, mails: Sequence[str]) -> None:
    """Let archived mail be read and filed: by the workers, or at once where there is but this process."""
    if not house.settings.broker_url:
        if mails:
            receive(house, mails)
        return
    for start in range(0, len(mails), AT_ONCE):
        if not house.enqueue(celery.RECEIVE, list(mails[start : start + AT_ONCE])):
            return


def poll(house: House, mailbox: str) -> None:
    """Look into a mailbox, unless somebody does just now or it is no use yet."""
    account = house.account(mailbox)
    with reading(house.engine) as connection:
        trouble = troubles.troubles(connection).get(mailbox)
    if trouble and house.clock() < trouble.again_at:
        return
    if house.polling[mailbox].acquire(blocking=False):
        try:
            look(house, account)
        finally:
            house.polling[mailbox].release()


def receive(house: House, mails: Sequence[str]) -> None:
    """Read these mails and file them; whom they concern is told by a task of its own, for a server may be slow."""
    intake.take(house.engine, mails, house.settings.newsroom, now=house.clock())
    house.enqueue(celery.TELL)


def resume(house: House) -> None:
    """Read and file all that waits: what a lost task or a killed worker left."""
    intake.resume(house.engine, house.settings.newsroom, now=house.clock())


def tell(house: House) -> None:
    """Tell everybody what they are to hear by now, unless this process does so just now: the beat asks again."""
    if house.telling.acquire(blocking=False):
        try:
            telling.tell(house.engine, house.settings.occasion(house.clock()))
        finally:
            house.telling.release()


def publish(house: House) -> None:
    """Let the public pages follow what people decided and what came; a worker never waits for one who does so now."""
    out = house.settings.pages.out
    if out is None:
        return
    edition = house.settings.edition(house.clock())
    if publishing.due(house.engine, out, edition):
        done = publishing.publish(house.engine, out, edition, wait=False)
        log.info("published records=%d written=%d removed=%d", done.records, done.written, done.removed)


def pulse(house: House) -> None:
    """Note that a worker takes tasks."""
    alive(house, "worker")


def alive(house: House, role: str) -> None:
    """Note that a part of the service is alive."""
    with writing(house.engine) as connection:
        pulses.note(connection, role, house.clock(), f"process {os.getpid()}")


def calm(name: str, task: Callable[..., None]) -> Callable[..., None]:
    """Let a task that can't be done now end with one line in the log: the beat asks again."""

    @wraps(task.func if isinstance(task, partial) else task)
    def calmly(*args: object) -> None:
        try:
            task(*args)
        except (Transient, Refused) as error:
            log.warning("%s: %s", name, " ".join(str(error).split()))
        except SoftTimeLimitExceeded:
            log.warning("%s took too long; what it did so far stays", name)

    return calmly


TASKS: dict[str, Callable[..., None]] = {
    celery.POLL: poll,
    celery.RECEIVE: receive,
    celery.RESUME: resume,
    celery.TELL: tell,
    celery.PUBLISH: publish,
    celery.PULSE: pulse,
}
