"""The worker: takes tasks from the broker until told to stop, and finishes what it has in hand."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from celery.worker import state

if TYPE_CHECKING:
    from worker.tasks import House

QUIET = {"quiet": True, "without_gossip": True, "without_mingle": True, "without_heartbeat": True}
THREADS = 3  # of the single process: one polls, one files, one tells


def run_worker(house: House, *, processes: int) -> int:
    """Take tasks in processes of their own until SIGTERM; give the exit code."""
    worker = house.app.Worker(pool="prefork", concurrency=processes, loglevel="WARNING", **QUIET)
    worker.start()
    return int(worker.exitcode or 0)


def run_within(house: House, stop: threading.Event) -> None:
    """Take tasks in threads of this process until told to stop."""
    state.should_stop = None
    worker = house.app.Worker(pool="threads", concurrency=THREADS, loglevel="WARNING", **QUIET)

    def end() -> None:
        stop.wait()
        state.should_stop = 0  # Celery looks here between two tasks

    threading.Thread(target=end, name="end of work", daemon=True).start()
    worker.start()
