"""The lines that a notice can be answered with, and what each does."""

from __future__ import annotations

from typing import Final

DONE: Final = ("done", "it has been answered")
EXTEND: Final = ("extend to Friday", "they have until then")
SNOOZE: Final = ("snooze 3 days", "no reminder before then")
NOT_A_DEADLINE: Final = ("not a deadline", "no date was set")
NO_FOLLOW_UP: Final = ("done", "no follow-up is needed")
NEW: Final = ("new: NAME, COUNTRY", "it opens a record of its own")
IGNORE: Final = ("ignore", "it stands on no record")
CLOSE: Final = ("close", "the record is closed")
UNDO: Final = ("undo", "take that back")
HELP: Final = ("help", "all you can answer")


def move_to(slug: str) -> tuple[str, str]:
    """Give the line that places a mail on a record."""
    return f"move to {slug}", "it stands on that record"
