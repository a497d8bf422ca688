"""The lines that a notice can be answered with, and what each does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

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


# What a line that was not understood is near to, by the kind of command that it begins as.
NEAR: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "done": (DONE, NOT_A_DEADLINE),
    "extend": (EXTEND, SNOOZE),
    "snooze": (SNOOZE, EXTEND),
    "not_a_deadline": (NOT_A_DEADLINE, DONE),
    "move": (move_to("NAME"), NEW),
    "new": (NEW, move_to("NAME")),
    "ignore": (IGNORE, NOT_A_DEADLINE),
    "close": (CLOSE, DONE),
    "undo": (UNDO, HELP),
    "help": (HELP, UNDO),
}
