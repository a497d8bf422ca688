"""Which records could not be rendered by the last run that published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.records import pulses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

ROLE = "unrendered"
NAMED = 3  # records


def note(connection: Connection, slugs: Sequence[str], at: datetime) -> None:
    """Note these, instead of those of the run before."""
    more = f" and {len(slugs) - NAMED} more" if len(slugs) > NAMED else ""
    if slugs:
        pulses.note(connection, ROLE, at, f"{', '.join(slugs[:NAMED])}{more}")
    else:
        pulses.forget(connection, ROLE)
