"""The Celery app: how tasks travel, and the beat that only says "look".

What is to be done stands in the database. So a task that is lost, comes late or comes twice does no harm.
"""

from __future__ import annotations

import logging
import warnings
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from celery import Celery
from celery.beat import Scheduler
from celery.exceptions import SecurityWarning
from celery.signals import setup_logging

from worker.broker import be_patient

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

POLL, RECEIVE, RESUME, TELL, PUBLISH, PULSE = (
    f"onrecord.{name}" for name in ("poll", "receive", "resume", "tell", "publish", "pulse")
)

MINUTE = 60.0
STALE = 50.0  # a tick that waited longer is followed by the next
AT_ONCE = datetime(
    2000, 1, 1, tzinfo=UTC
)  # when a tick is told to have been sent last, so that the first comes at once

SOFT_LIMIT, HARD_LIMIT = 540.0, 600.0
VISIBILITY = 1500  # more than twice the hard limit: a task that still runs must not be given to another worker

CONFIG: dict[str, Any] = {
    "accept_content": ["json"],  # pickle would run the code of whoever reaches the broker
    "task_serializer": "json",
    "result_serializer": "json",
    "task_ignore_result": True,
    "task_default_queue": "onrecord",
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_soft_time_limit": SOFT_LIMIT,
    "task_time_limit": HARD_LIMIT,
    "worker_prefetch_multiplier": 1,
    "worker_redirect_stdouts": False,
    "worker_hijack_root_logger": False,
    "worker_enable_remote_control": False,
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "worker_max_memory_per_child": 1_000_000,  # KiB
    "worker_proc_alive_timeout": 30.0,
    "broker_connection_timeout": 5.0,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "beat_enable_remote_control": False,
    "enable_utc": True,
    "timezone": "UTC",
}
REDIS = {
    "visibility_timeout": VISIBILITY,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,  # else a killed worker's task comes back ten times as late
    "socket_timeout": 30.0,
    "socket_connect_timeout": 5.0,
    "socket_keepalive": True,
    "health_check_interval": 10,
    # Who sends a task to a broker that is away goes on at once: the sweep takes it up.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
WITHIN_PROCESS = "memory://localhost/"
MEMORY = {"polling_interval": 0.1}


class App(Celery):  # type: ignore[misc]  # Celery has no types
    """Celery that takes its settings from here alone, whatever CELERY_BROKER_URL and its like say."""

    broker = WITHIN_PROCESS

    def _get_default_loader(self) -> str:
        return "celery.loaders.app:AppLoader"

    def connection_for_read(self, url: str | None = None, **more: Any) -> Any:  # noqa: ANN401 - as Celery declares it
        """Connect to take tasks."""
        return super().connection_for_read(url or self.broker, **more)

    def connection_for_write(self, url: str | None = None, **more: Any) -> Any:  # noqa: ANN401 - the same
        """Connect to send tasks."""
        return super().connection_for_write(url or self.broker, **more)


class Beat(Scheduler):  # type: ignore[misc]  # Celery has no types
    """The schedule, without a file of its own; a tick that can't be sent is one line in the log."""

    beaten: Callable[[], None]

    def apply_entry(self, entry: Any, producer: Any = None) -> None:  # noqa: ANN401 - as Celery declares it
        """Send a tick that is due."""
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except Exception as error:  # noqa: BLE001 - whatever the broker's client raises: the next tick tries again
            log.warning("%s can't be sent: %s", entry.name, " ".join(str(error).split()))
        else:
            if entry.task == PULSE:
                self.beaten()


def application(broker_url: str, mailboxes: Sequence[str]) -> App:
    """Make the app of a broker, "" for none, with the schedule of these mailboxes."""
    app = App("onrecord", set_as_current=False, fixups=[], config_source=CONFIG)
    app.broker = broker_url or WITHIN_PROCESS
    app.conf.broker_url = app.broker
    app.conf.broker_transport_options = REDIS if broker_url else MEMORY
    app.conf.beat_schedule = schedule(mailboxes)
    be_patient()
    setup_logging.connect(leave_logging, weak=False)
    warnings.filterwarnings("ignore", category=SecurityWarning)  # root of a container or of a test is no concern
    return app


def schedule(mailboxes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give what the beat says, and how often."""
    looks = {f"poll {name}": (POLL, (name,), MINUTE) for name in mailboxes}
    each_minute = {
        name: (task, (), MINUTE) for name, task in (("resume", RESUME), ("tell", TELL), ("publish", PUBLISH))
    }
    ticks = {**looks, **each_minute, "pulse": (PULSE, (), MINUTE / 2)}
    return {
        name: {
            "task": task,
            "args": args,
            "schedule": seconds,
            "options": {"expires": min(STALE, seconds)},
            "last_run_at": AT_ONCE,
        }
        for name, (task, args, seconds) in ticks.items()
    }


def leave_logging(**_told: object) -> None:
    """Keep Celery from setting up the log: whoever starts the service has done so."""
