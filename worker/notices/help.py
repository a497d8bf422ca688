"""Every line that a notice can be answered with."""

from __future__ import annotations

from typing import Final

from worker.notices.commands import (
    CLOSE,
    DONE,
    EXTEND,
    HELP,
    IGNORE,
    NEW,
    NOT_A_DEADLINE,
    SNOOZE,
    UNDO,
    move_to,
)
from worker.notices.excerpt import excerpt
from worker.notices.notice import Notice

COMMANDS: Final = (DONE, EXTEND, SNOOZE, NOT_A_DEADLINE, move_to("HSA"), NEW, IGNORE, CLOSE, UNDO, HELP)
EXAMPLES: Final = (
    "Days can be written as you would: Friday, July 10, 2023-07-10 15:00, tomorrow, 3 days, 2 weeks.",
    "A record is named by its acronym, its name or its slug; a new one as in: new: Harbour Standards Alliance, Malta.",
    "Write the line above everything else; what is quoted below is not read.",
)


def help_(said: str, *, record: str = "", slug: str = "") -> Notice:
    """Tell every command; ``said`` is what was not understood, "" if help was asked for."""
    words = excerpt(said, "") if said.strip() else ""
    return Notice(
        kind="help",
        title=f"\u201c{words}\u201d was not understood; nothing was changed." if words else "What you can answer.",
        paragraphs=EXAMPLES,
        commands=COMMANDS,
        slug=slug,
        record=record,
    )
