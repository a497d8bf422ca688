"""``onrecord run``: the service."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import click

from worker.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from worker.cli.session import Session

ROLES = ("worker", "beat", "watch")
LIBRARIES = ("celery", "kombu", "amqp", "redis", "imapclient", "sqlalchemy", "alembic")


class Line(logging.Formatter):
    """A line for each thing that happens; what goes wrong in a library is told without its traceback."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """Write one line; only an error of our own brings its traceback."""
        if record.name.partition(".")[0] in LIBRARIES:
            told = " ".join(record.getMessage().split())
            record = logging.makeLogRecord(
                record.__dict__ | {"msg": told, "args": (), "exc_info": None, "exc_text": None}
            )
        return super().format(record)


@click.command()
@click.argument("role", type=click.Choice(ROLES), required=False)
@click.option(
    "--processes", default=os.cpu_count() or 1, show_default=True, help="How many mails a worker reads at once."
)
@click.pass_obj
def run(session: Session, role: str | None, processes: int) -> None:
    r"""Run the service until SIGTERM or Ctrl-C.

    It watches the mailboxes, files what comes, and takes up what was left. Without a broker it is one process. With one
    it starts a worker, a beat and a watch, each in a process of its own; ROLE starts only that one, as containers and
    several machines want it. Any number of each may run at once.

    \b
    Example:
      onrecord run
      onrecord run worker --processes 4
    """
    # Imported where it is needed: Celery takes its time.
    from worker.running import together  # noqa: PLC0415
    from worker.tasks import House  # noqa: PLC0415

    settings = session.settings()
    if role and not settings.broker_url:
        raise Refused(f"'onrecord run {role}' needs a broker: set [broker] url, or start 'onrecord run' alone")
    tell()
    if role == "worker":
        from worker.running.working import run_worker  # noqa: PLC0415

        sys.exit(run_worker(House(settings, session.clock), processes=processes))
    stop = stopped_by_signal()
    if role:
        together.PARTS[role](House(settings, session.clock), stop)
    elif settings.broker_url:
        together.run_apart({name: command(session.config, name, processes) for name in ROLES}, stop)
    else:
        together.run_alone(House(settings, session.clock), stop)


def tell() -> None:
    """Let the log go to standard error, a line for each stop of the trip."""
    handler = logging.StreamHandler()
    handler.setFormatter(Line("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


def stopped_by_signal() -> threading.Event:
    """Give the event that SIGTERM and Ctrl-C set."""
    stop = threading.Event()

    def end(_signal: int, _frame: Any) -> None:  # noqa: ANN401 - as the system calls it
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    return stop


def command(config: Path | None, role: str, processes: int) -> tuple[str, ...]:
    """Give the command that starts one part."""
    named = ("--config", str(config)) if config else ()
    asked = ("--processes", str(processes)) if role == "worker" else ()
    return (sys.executable, "-m", "worker", *named, "run", role, *asked)
