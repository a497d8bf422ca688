"""Waits for mail: told by the server at once (IDLE, RFC 2177), asked every minute where it tells nothing."""

from __future__ import annotations

import logging
import random
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import Refused, Transient
from worker.mailbox.imap import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from worker.mailbox.account import Account
    from worker.mailbox.imap import Session

log = logging.getLogger(__name__)

TICK = 0.5  # seconds after which a wait looks whether it is to stop
NEWS = frozenset({b"EXISTS", b"RECENT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Seconds: how long an IDLE lasts, how often a server without it is asked, how long a failure waits.

    Servers end an IDLE after 30 minutes; what translates addresses on the way forgets a silent connection earlier.
    """

    renewal: float = 13 * 60
    interval: float = 60
    shortest: float = 1
    longest: float = 300
    refused: float = 900  # a wrong password tried too often locks the mailbox


RHYTHM = Rhythm()


def watch(
    account: Account,
    folder: str,
    *,
    stop: threading.Event,
    woken: Callable[[], None],
    rhythm: Rhythm = RHYTHM,
) -> None:
    """Call ``woken`` at once whenever mail may have come, until ``stop`` is set; a lost connection is made anew.

    It is called after each connection too: mail may have come in between.
    """
    failure: list[BaseException] = []

    def listen() -> None:
        try:
            keep_listening(account, folder, stop, woken, rhythm)
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the caller
            failure.append(error)

    # In a thread of its own, for a server that is silent keeps its caller waiting longer than `stop` may.
    listener = threading.Thread(target=listen, name=f"watch {account.name}/{folder}", daemon=True)
    listener.start()
    while listener.is_alive() and not stop.wait(TICK):
        pass
    listener.join(TICK)
    if failure:
        raise failure[0]


def keep_listening(
    account: Account, folder: str, stop: threading.Event, woken: Callable[[], None], rhythm: Rhythm
) -> None:
    """Connect and listen, and again after each failure."""
    failures = 0
    while not stop.is_set():
        try:
            with connected(account) as session:
                session.open(folder)
                wait = wait_by_idle if session.client.has_capability("IDLE") else wait_by_asking
                wake(stop, woken)
                failures = 0
                while not stop.is_set():
                    wait(session, stop, woken, rhythm)
        except (Transient, Refused) as error:
            failures += 1
            seconds = pause(failures, rhythm) if isinstance(error, Transient) else rhythm.refused
            log.warning("%s; trying again in %.1f s", error, seconds)
            stop.wait(seconds)


def wait_by_idle(session: Session, stop: threading.Event, woken: Callable[[], None], rhythm: Rhythm) -> None:
    """Let the server tell, until it is time to ask anew."""
    session.ask(session.client.idle)
    until = time.monotonic() + rhythm.renewal
    while not stop.is_set() and time.monotonic() < until:
        asked_at = time.monotonic()
        answers = session.ask(session.client.idle_check, TICK)
        if news(answers):
            wake(stop, woken)
        if not answers and time.monotonic() - asked_at < TICK / 2:
            break  # readable and nothing to read: the connection may have ended, which leaving IDLE will tell
    if not stop.is_set():
        _, answers = session.ask(session.client.idle_done)
        if news(answers):
            wake(stop, woken)


def wait_by_asking(session: Session, stop: threading.Event, woken: Callable[[], None], rhythm: Rhythm) -> None:
    """Ask, after a while, whether anything has come."""
    stop.wait(rhythm.interval)
    if not stop.is_set():
        _, answers = session.ask(session.client.noop)
        if news(answers):
            wake(stop, woken)


def news(answers: Iterable[object]) -> bool:
    """Tell whether an answer says that mail has come: ``(5, b"EXISTS")``."""
    return any(isinstance(answer, tuple) and not NEWS.isdisjoint(answer[1:2]) for answer in answers)


def wake(stop: threading.Event, woken: Callable[[], None]) -> None:
    """Tell whoever waits, unless nobody does any more."""
    if not stop.is_set():
        woken()


def pause(failures: int, rhythm: Rhythm) -> float:
    """Give the seconds to wait after so many failures in a row: twice as long each time, never all at the same time."""
    longest = min(rhythm.longest, rhythm.shortest * 2.0 ** min(failures - 1, 30))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
