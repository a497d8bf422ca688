"""Trials run side by side, each bounded in time: one that hangs keeps nobody waiting."""

from __future__ import annotations

import time
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from worker.errors import Refused, Transient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


def side_by_side(trials: Mapping[str, Callable[[], T]], *, seconds: float) -> dict[str, T | Refused | Transient]:
    """Run every trial in a thread of its own; give what it came to, or why it came to nothing, in its time."""
    came_to: dict[str, T | Refused | Transient] = {}
    threads = [Thread(target=attempt, args=(name, trial, came_to), daemon=True) for name, trial in trials.items()]
    for thread in threads:
        thread.start()
    ends_at = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, ends_at - time.monotonic()))
    late = Transient(f"no answer within {seconds:g} seconds: is it up, and does a firewall stand between?")
    return {name: came_to.get(name, late) for name in trials}


def attempt(name: str, trial: Callable[[], T], came_to: dict[str, T | Refused | Transient]) -> None:
    """Note what one trial came to; an error of any kind is that of this trial only."""
    try:
        came_to[name] = trial()
    except (Refused, Transient) as error:
        came_to[name] = error
    except Exception as error:  # noqa: BLE001 - the other trials are told all the same
        came_to[name] = Transient(f"{type(error).__name__}: {error}")
