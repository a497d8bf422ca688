"""The service on one machine: all parts in this process, or, where a broker joins them, each in its own."""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from worker.running.beat import run_beat
from worker.running.watching import run_watch
from worker.running.working import run_within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from worker.tasks import House

log = logging.getLogger(__name__)

PARTS = {"worker": run_within, "beat": run_beat, "watch": run_watch}
TICK = 0.2  # seconds
SHORTEST, LONGEST = 1.0, 60.0  # seconds until a part that ended is started again
SETTLED = 120.0  # seconds after which it is thought to run


def run_alone(house: House, stop: threading.Event) -> None:
    """Run all parts in threads until told to stop; what is in hand is finished."""
    threads = [
        threading.Thread(target=kept_up, args=(name, part, house, stop), name=name) for name, part in PARTS.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def kept_up(name: str, part: Callable[[House, threading.Event], None], house: House, stop: threading.Event) -> None:
    """Run a part, and again where it ends before it is told to."""
    pause = SHORTEST
    while not stop.is_set():
        began_at = time.monotonic()
        try:
            part(house, stop)
        except Exception:
            log.exception("the %s broke", name)
        pause = next_pause(pause, time.monotonic() - began_at)
        stop.wait(pause)


def run_apart(commands: Mapping[str, Sequence[str]], stop: threading.Event) -> None:
    """Run each part in a process of its own until told to stop; one that ends is started again."""
    parts = [Part(name, command) for name, command in commands.items()]
    while not stop.is_set():
        for part in parts:
            part.keep_up()
        stop.wait(TICK)
    for part in parts:
        part.end()
    for part in parts:
        part.ended()


class Part:
    """A part of the service in a process of its own."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, command
        self.process: subprocess.Popen[bytes] | None = None
        self.began_at = self.due_at = time.monotonic()
        self.pause = SHORTEST

    def keep_up(self) -> None:
        """Start it where it does not run, after a pause that grows if it ends again and again."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.pause = next_pause(self.pause, now - self.began_at)
            log.warning("the %s ended with %s; again in %.0f s", self.name, self.process.returncode, self.pause)
            self.process, self.due_at = None, now + self.pause
        if self.process is None and now >= self.due_at:
            self.process, self.began_at = subprocess.Popen(self.command), now  # noqa: S603 - this very program

    def end(self) -> None:
        """Tell it to stop."""
        if self.process is not None:
            self.process.terminate()

    def ended(self) -> None:
        """Wait until what it has in hand is finished."""
        if self.process is not None:
            self.process.wait()


def next_pause(pause: float, ran: float) -> float:
    """Give the seconds until a part that ran so long is started again."""
    return SHORTEST if ran > SETTLED else min(pause * 2, LONGEST)
