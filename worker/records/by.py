"""Who decides, when and why: what every decision asks for and the journal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import datetime


class By(TypedDict):
    """Who decides, when and why."""

    who: str
    at: datetime
    why: str
