"""What every command is given: the configuration that was named, and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of the program."""

    clock: Callable[[], datetime]
    config: Path | None = None

    def settings(self) -> Settings:
        """Read the configuration; refuse to go on without one."""
        # Imported where it is needed: `onrecord --help` asks for no configuration and should answer at once.
        from worker.settings import USUAL_PLACE, load, place  # noqa: PLC0415

        found = place(self.config)
        if found is None:
            raise Refused(f"no configuration at {USUAL_PLACE}: `onrecord init` writes one, --config FILE names another")
        return load(found)

    def settings_if_any(self) -> Settings:
        """Read the configuration, or take what holds without one and say so."""
        from worker.settings import USUAL_PLACE, load, place  # noqa: PLC0415

        found = place(self.config)
        if found is None:
            click.echo(f"onrecord: no configuration ({USUAL_PLACE}): taking defaults, no address is ours", err=True)
        return load(found)
