"""A sentence as a row of lexemes: the longest phrases of a language's tables, each with all its senses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.deadlines.language import CUES
from worker.deadlines.token import tokens

if TYPE_CHECKING:
    from worker.deadlines.language import Language, Senses
    from worker.deadlines.token import Token

_FIGURES: Final = frozenset({"date", "figures", "clock", "hours", "ordinal", "number"})
_NOTHING: Final[Senses] = {}
_FIGURE: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A phrase, figure or mark with what it may mean, and where it stands in the sentence."""

    kind: str
    written: str
    senses: Senses
    start: int
    end: int

    def has(self, *senses: str) -> bool:
        """Tell whether it may mean any of these."""
        return bool(self.senses) and not self.senses.keys().isdisjoint(senses)

    @property
    def timely(self) -> bool:
        """Tell whether an expression of time, or what leads to one, may begin or go on here."""
        return self.kind in _FIGURES or not (self.senses.keys() <= CUES)

    @property
    def figures(self) -> tuple[int, ...]:
        """The numbers written in it."""
        return tuple(int(figure) for figure in _FIGURE.findall(self.written))


def lexemes(sentence: str, language: Language) -> tuple[Lexeme, ...]:
    """Read a sentence with the tables of a language."""
    row = tokens(sentence)
    found: list[Lexeme] = []
    at = 0
    while at < len(row):
        lexeme, at = _longest(row, at, language)
        found.append(lexeme)
    return tuple(found)


def _longest(row: tuple[Token, ...], at: int, language: Language) -> tuple[Lexeme, int]:
    token = row[at]
    matching = [
        (words, senses)
        for words, senses in language.phrases.get(token.word, ())
        if all(at + step < len(row) and row[at + step].word == word for step, word in enumerate(words))
    ]
    if not matching:
        return Lexeme(token.kind, token.written, _NOTHING, token.start, token.end), at + 1
    longest, senses = matching[0]
    for _, shorter in matching[1:]:  # "get back to" asks and "get back" promises
        if not CUES.isdisjoint(shorter):
            senses = {**dict.fromkeys(CUES & shorter.keys(), 1), **senses}
    last = row[at + len(longest) - 1]
    return Lexeme("phrase", token.written, _in_capitals(token, senses), token.start, last.end), at + len(longest)


def _in_capitals(token: Token, senses: Senses) -> Senses:
    """Believe an abbreviated zone in capitals only, and an abbreviated day with a capital only."""
    if "zone_capitals" in senses and not token.written.isupper():
        senses = {sense: value for sense, value in senses.items() if sense != "zone_capitals"}
    if "weekday_short" in senses and not token.written[:1].isupper():
        senses = {sense: value for sense, value in senses.items() if sense != "weekday_short"}
    return senses
