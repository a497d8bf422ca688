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
from worker.answers.courtesy import uncourteous
from worker.answers.plain import ARROWS, plain
from worker.answers.put_off import put_off
from worker.answers.spoken import spoken
from worker.answers.verbs import EDGES, closing, opening, whole
from worker.deadlines.when import when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from worker.answers.verbs import Line
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
ASKS: Final = ("?", "؟")
MANNERS: Final = 2  # "by phone yesterday"
TAKES_OBJECT: Final = ("ignore", "close", "undo")
COLON: Final = ":"
# A dash that clings to what follows is a minus ("-3 days"); one that stands alone or joins two words parts them.
MINUS: Final = re.compile(r"(?:^|[\s(])[-\u2212\u2013](?=\w)")


def understood(own_words: str, *, said_at: datetime, calendar: Calendar) -> Command | None:
    """Give the command that the author's own words are, or None where they are none."""
    said = spoken(own_words)
    if said is None:
        return None
    line, asked = plain(unreasoned(uncourteous(said)))
    command = entire(line)
    if said.written.rstrip("'\") ").endswith(ASKS) and not asked and not isinstance(command, Help):
        return None  # "done?" is a question
    return command or placing(line) or timed(line, said_at, calendar)


def entire(line: Line) -> Command | None:
    """Read a command that takes no more, in what manner or with what object it may be said."""
    for kind, meant in WHOLE.items():
        if line.bare in whole(kind):
            return meant
    verb = without(line, "object").bare
    if kind := next((kind for kind in TAKES_OBJECT if verb in whole(kind)), ""):
        return WHOLE[kind]
    return WHOLE["done"] if mannerless(line).bare in whole("done") else None


def mannerless(line: Line) -> Line:
    """Give a line without "by phone" and "yesterday" at its end."""
    for _ in range(MANNERS):
        line = without(line, "manner")
    return line


def without(line: Line, kind: str) -> Line:
    """Give a line without the phrase of this kind that it ends with."""
    ends = closing(line, kind)
    return line.until(len(line.folded) - ends) if ends else line


def unreasoned(line: Line) -> Line:
    """Give what stands behind "they called,"; a reason is one of the table, and no condition."""
    head, comma, _ = line.folded.partition(",")
    reason = mannerless(line.part(0, len(head))) if comma else None
    return line.part(len(head) + 1) if reason and reason.bare in whole("reason") else line


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
    """Read "extend to DAY" and "snooze DAY", the verb last where a language has it so; no time is counted backwards."""
    extends, snoozes = opening(line, "extend"), opening(line, "snooze")
    rest = line.part(max(extends, snoozes))
    last = {kind: closing(rest, kind) for kind in ("extend_last", "snooze_last")}
    extended, snoozed = (extends, snoozes) if extends or snoozes else last.values()
    written = line.written[max(extends, snoozes) :]
    if not rest.written or not (extended or snoozed) or MINUS.search(written):
        return None
    rest = rest.until(len(rest.folded) - max(last.values()))
    if extended >= snoozed:
        due_at, words = day(rest, partial(when, said_at=said_at, calendar=calendar))
        return Extend(due_at=due_at, words=words) if due_at else None
    until, _ = day(rest, partial(put_off, said_at=said_at, calendar=calendar))
    return Snooze(until=until) if until else None


def day(line: Line, read: Callable[[str], datetime | None]) -> tuple[datetime | None, str]:
    """Read a day, with or without the words that link it to the verb; give the words that tell it."""
    plainer = behind(behind(behind(line, "object"), "polite"), "linking")
    told = (line, behind(line, "linking"), behind(line, "object"), plainer)
    for words in dict.fromkeys(words for each in told for words in (each.written, each.written.rstrip("."))):
        if words and (found := read(words)):
            return found, words
    return None, ""


def behind(line: Line, kind: str) -> Line:
    """Give what stands behind the phrase of this kind that a line begins with."""
    begins = opening(line, kind)
    return line.part(begins) if begins else line
