"""An entry that no mail brought: a call, a letter on paper, a meeting, a message on a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from worker.mail.message import Direction


class Channel(StrEnum):
    """How words came or went; all but the first are added by hand."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    MEETING = "meeting"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An entry by hand; ``name`` and ``role`` are the other side's person, whichever way the words went.

    It is as private as any entry until its treatment is published.
    """

    id: str
    channel: Channel
    direction: Direction
    at: datetime
    name: str = ""
    role: str = ""
    text: str
    counted: bool = True  # it asked or answered something
