"""A notice is told by a channel that is no mail: chat, telephone, webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.notices.outcome import Outcome


def tell(url: str, title: str, body: str) -> Outcome:
    """Tell something by a URL of Apprise."""
    raise NotImplementedError
