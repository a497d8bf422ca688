"""The beat: sends the ticks of the schedule, and notes that it does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from celery.beat import EmbeddedService

from worker.celery import Beat
from worker.errors import Refused, Transient
from worker.tasks import alive

if TYPE_CHECKING:
    import threading

    from worker.tasks import House

log = logging.getLogger(__name__)


def run_beat(house: House, stop: threading.Event) -> None:
    """Tick until told to stop. Two beats at once do no harm: every task is one that may come twice."""

    def beaten() -> None:
        try:
            alive(house, "beat")
        except (Transient, Refused) as error:
            log.warning("the beat can't note its pulse: %s", error)

    scheduler = type("NotedBeat", (Beat,), {"beaten": staticmethod(beaten)})
    service = EmbeddedService(house.app, thread=True, scheduler_cls=scheduler)
    service.start()
    while not stop.wait(1) and service.is_alive():
        pass
    service.service.stop()
    service.join(5)  # it may wait for a broker that is away; as a daemon it ends with the process
