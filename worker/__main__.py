"""The console script ``onrecord``; the only place that reads the clock for it."""

from __future__ import annotations

from datetime import UTC, datetime

from worker.cli.program import onrecord
from worker.cli.session import Session


def main() -> None:
    """Run one command."""
    onrecord(obj=Session(clock=lambda: datetime.now(UTC)), prog_name="onrecord")


if __name__ == "__main__":
    main()
