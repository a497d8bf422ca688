"""The one line of a reply that says something."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from worker.answers.verbs import Line, line_of, opening, whole
from worker.deadlines.word import words
from worker.mail.body.signature import DELIMITERS
from worker.mail.body.signoff import signs_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOOKED_AT: Final = 40  # lines; what is longer is a letter
LONGEST: Final = 200  # characters of a line with a command in it
GREETED: Final = 5  # words of a line that greets and says no more
AFTERWORD: Final = 25  # words below the command
QUOTED: Final = (">", "|")
_SENTENCE: Final = re.compile(r"[.!?](?=\s|$)|\u3002")


def spoken(own_words: str) -> Line | None:
    """Give the first line that is neither greeting nor thanks; None where there is none, or where this is a letter."""
    return first(own_words)[0]


def first(own_words: str) -> tuple[Line | None, Sequence[str]]:
    """Give that line, and the lines below it."""
    rows = own_words.replace("\r", "\n")[: LOOKED_AT * LONGEST * 10].split("\n")
    written = takewhile(lambda row: row not in DELIMITERS, map(str.strip, rows))  # a signature commands nothing
    lines = [row for row in written if row and not row.startswith(QUOTED)]
    if len(lines) > LOOKED_AT:
        return None, ()
    for number, row in enumerate(lines):
        if len(row) > LONGEST:
            return None, ()
        line = ungreeted(line_of(row))
        if line.bare and line.bare not in whole("polite"):
            below = lines[number + 1 :]
            return (None, ()) if is_letter(below) else (line, below)
    return None, ()


def ungreeted(line: Line) -> Line:
    """Give what a line says behind "Hi desk,"; nothing where it only greets."""
    if not opening(line, "greeting"):
        return line
    comma = line.folded.find(",")
    if comma < 0:
        return line.part(len(line.folded)) if len(words(line.folded)) <= GREETED else line
    return line.part(comma)


def is_letter(below: Sequence[str]) -> bool:
    """Tell whether what stands below a line, down to the sign-off, says more than an afterword does."""
    text = " ".join(line_of(row).written for row in unsigned(below))
    return len(words(text)) > AFTERWORD or len(_SENTENCE.findall(text)) > 1


def unsigned(lines: Iterable[str]) -> Iterable[str]:
    """Give the lines above the sign-off."""
    return takewhile(lambda line: not signs_off(line), lines)
