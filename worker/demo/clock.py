"""The demo's clock: it stands still until it is moved, and never goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Clock:
    """A clock that the service reads everywhere in place of the machine's."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at

    def move(self, at: datetime) -> None:
        """Move on to a moment, unless it is over."""
        self.at = max(self.at, at)
