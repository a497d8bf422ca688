"""What a reply asks for: the first line that says anything, read with the tables of verbs and the grammar of dates."""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from worker.answers.command import (
    Close,
    Command,
    Done,
    Extend,
    Help,
    IgnoreIt,
    MoveTo,
    New,
    NotADeadline,
    Snooze,
    Undo,
)
from worker.answers.put_off import put_off
from worker.answers.spoken import spoken
from worker.answers.verbs import EDGES, Line, closing, opening, whole
from worker.deadlines.when import when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from worker.deadlines.calendar import Calendar

WHOLE: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "done": Done(),
        "not_a_deadline": NotADeadline(),
        "ignore": IgnoreIt(),
        "close": Close(),
        "undo": Undo(),
        "help": Help(),
    }
)
ARROWS: Final = ("->", "=>", "→", "⇒", "➔", "➜")
ASKS: Final = ("?", "؟")
POLITE: Final = 4  # such words before and behind a command
COLON: Final = ":"
# A dash that clings to what follows is a minus ("-3 days"); one that stands alone or joins two words parts them.
MINUS: Final = re.compile(r"(?:^|[\s(])[-\u2212\u2013](?=\w)")


def understood(own_words: str, *, said_at: datetime, calendar: Calendar) -> Command | None:
    """Give the command that the author's own words are, or None where they are none."""
    said = spoken(own_words)
    if said is None:
        return None
    line, asked = plain(said)
    command = next((meant for kind, meant in WHOLE.items() if line.bare in whole(kind)), None)
    if said.written.rstrip("'\") ").endswith(ASKS) and not asked and not isinstance(command, Help):
        return None  # "done?" is a question
    return command or placing(line) or timed(line, said_at, calendar)


def plain(said: Line) -> tuple[Line, bool]:
    """Give a line without "please" and "could you", and whether it asked so."""
    arrow = next((a for a in ARROWS if said.folded.startswith(a)), "")
    line, asked = (said if arrow else said.part(0)), False
    for _ in range(POLITE):
        if begins := opening(line, "asking"):
            line, asked = line.part(begins), True
        elif begins := opening(line, "polite"):
            line = line.part(begins)
        elif ends := closing(line, "polite"):
            line = Line(*(text[:-ends].rstrip(EDGES) for text in (line.written, line.folded)))
    return line, asked


def placing(line: Line) -> Command | None:
    """Read "move to NAME" and "new: NAME, COUNTRY"."""
    for arrow in ARROWS:
        if line.folded.startswith(arrow) and (name := line.part(len(arrow)).written):
            return MoveTo(name=name)
    begins = opening(line, "new")
    if begins and line.folded[begins:].lstrip().startswith(COLON):
        name, _, country = line.part(begins).written.rpartition(",")
        named = (name or country).strip(EDGES)
        return New(name=named, country=country.strip(EDGES) if name else "") if named else None
    begins = opening(line, "move")
    name = line.part(begins).written if begins else ""
    return MoveTo(name=name) if name and begins > max(opening(line, "extend"), opening(line, "snooze")) else None


def timed(line: Line, said_at: datetime, calendar: Calendar) -> Command | None:
    """Read "extend to DAY" and "snooze DAY"; no deadline is moved backwards by so many days."""
    extends, snoozes = opening(line, "extend"), opening(line, "snooze")
    rest = line.part(max(extends, snoozes))
    if not rest.written or not (extends or snoozes) or MINUS.search(line.written[max(extends, snoozes) :]):
        return None
    if extends >= snoozes:
        due_at, words = day(rest, partial(when, said_at=said_at, calendar=calendar))
        return Extend(due_at=due_at, words=words) if due_at else None
    until, _ = day(rest, partial(put_off, said_at=said_at, calendar=calendar))
    return Snooze(until=until) if until else None


def day(line: Line, read: Callable[[str], datetime | None]) -> tuple[datetime | None, str]:
    """Read a day, with or without the word that links it to the verb; give the words that tell it."""
    for words in (line.written, unlinked(line).written):
        if words and (found := read(words)):
            return found, words
    return None, ""


def unlinked(line: Line) -> Line:
    """Give what stands behind the linking word."""
    begins = opening(line, "linking")
    return line.part(begins) if begins else line
