"""The console script ``onrecord``; the only place that reads the clock for it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import TextIOWrapper

from worker.cli.program import onrecord
from worker.cli.session import Session


def main() -> None:
    """Run one command; a character that the terminal or pipe has no code for is shown as one that has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    onrecord(obj=Session(clock=lambda: datetime.now(UTC)), prog_name="onrecord")


if __name__ == "__main__":
    main()
