"""The tables of how commands are said, and a line as it is compared with them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from worker.deadlines.fold import fold

EDGES: Final = " \t`'\"*_~“”«»„\u2018\u2019\u2039\u203a()[]{}.!?。¿¡…,;:、•·\u2013—-|#/\\"
_WORDS: Final = re.compile(r"[\w']+")
_UNSPACED: Final = re.compile(r"[\u3040-\u9fff]")
_DATE: Final = re.compile(r"\d\.\d{1,2}\Z")  # "11.12.": its last point belongs to it
_APOSTROPHES: Final = {ord(mark): "'" for mark in "\u2019\u02bc\u2018`\u00b4"}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was written and, character for character, as it is compared."""

    written: str
    folded: str

    def part(self, start: int, end: int | None = None) -> Line:
        """Give a part of it without what stands at its edges."""
        inner = self.written[start:end]
        begins = start + len(inner) - len(inner.lstrip(EDGES))
        ends = max(begins, start + _stripped(inner))
        return Line(self.written[begins:ends], self.folded[begins:ends])

    def until(self, end: int) -> Line:
        """Give it up to there, with what stands before its words and without what stands at its end."""
        ends = _stripped(self.written[:end])
        return Line(self.written[:ends], self.folded[:ends])

    @property
    def bare(self) -> str:
        """Its words alone."""
        return bare(self.folded)


def line_of(written: str) -> Line:
    """Give a line without what can't be seen, each run of spaces as one, wide letters as narrow ones."""
    seen = "".join(" " if x in "\t\u2028\u2029" else x for x in written if x == "\t" or kind_of(x) not in _UNSEEN)
    text = " ".join(unicodedata.normalize("NFKC", seen).split()).replace("İ", "I")
    return Line(text, fold(text).translate(_APOSTROPHES))


def kind_of(character: str) -> str:
    """Give the general category of a character."""
    return unicodedata.category(character)


def bare(folded: str) -> str:
    """Give the words of a folded text, one space apart; the Swiss write no ß, and capitals have none."""
    return " ".join(_WORDS.findall(folded)).replace("ß", "ss")


@cache
def verbs(kind: str) -> tuple[str, ...]:
    """Give the phrases of one kind in every language, as they are compared, longest first."""
    table = tomllib.loads(files("worker.answers").joinpath("verbs.toml").read_text(encoding="utf-8"))
    found = {line_of(phrase).folded for language in table.values() for phrase in language.get(kind, ())}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def whole(kind: str) -> frozenset[str]:
    """Give the phrases of one kind by their words alone."""
    return frozenset(bare(phrase) for phrase in verbs(kind))


def opening(line: Line, kind: str) -> int:
    """Tell how long the phrase of this kind is that a line begins with, 0 where it begins with none."""
    return next((len(x) for x in verbs(kind) if line.folded.startswith(x) and _ends(line.folded, len(x))), 0)


def closing(line: Line, kind: str) -> int:
    """Tell how long the phrase of this kind is that a line ends with, 0 where it ends with none."""
    return next((len(x) for x in verbs(kind) if line.folded.endswith(x) and _begins(line.folded, len(x))), 0)


def _ends(text: str, at: int) -> bool:
    return at == len(text) or bool(_UNSPACED.match(text[at - 1])) or not (text[at].isalnum() or text[at] == "_")


def _begins(text: str, length: int) -> bool:
    at = len(text) - length
    return not at or bool(_UNSPACED.match(text[at])) or not (text[at - 1].isalnum() or text[at - 1] in "_'")


def _stripped(text: str) -> int:
    """Tell how long a text is without what stands at its end."""
    length = len(text.rstrip(EDGES))
    return length + (text[length : length + 1] == "." and _DATE.search(text[:length][-4:]) is not None)
