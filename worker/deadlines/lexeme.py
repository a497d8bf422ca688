"""A sentence as a row of lexemes: the longest phrases of a language's tables, each with all its senses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.deadlines.language import CUES

if TYPE_CHECKING:
    from worker.deadlines.language import Language, Phrase, Senses
    from worker.deadlines.token import Token

_FIGURES: Final = frozenset({"date", "figures", "clock", "hours", "ordinal", "number"})
_NOTHING: Final[Senses] = {}
_FUTURE: Final[Senses] = {"future": 1}
_FIGURE: Final = re.compile(r"\d+")


class Lexeme(NamedTuple):  # made faster than a dataclass, and a letter has hundreds
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


def lexemes(row: tuple[Token, ...], language: Language) -> tuple[Lexeme, ...]:
    """Read the tokens of a sentence with the tables of a language."""
    words = tuple(token.word for token in row)
    phrases = language.phrases
    found: list[Lexeme] = []
    at = 0
    while at < len(row):
        token = row[at]
        if token.word in phrases and (told := _longest(words, at, phrases[token.word])):
            length, senses = told
            end = row[at + length - 1].end
            found.append(Lexeme("phrase", token.written, _in_capitals(token, senses), token.start, end))
            at += length
        else:
            senses = _FUTURE if language.futures and token.written.endswith(language.futures) else _NOTHING
            found.append(Lexeme(token.kind, token.written, senses, token.start, token.end))
            at += 1
    return tuple(found)


def _longest(words: tuple[str, ...], at: int, phrases: tuple[Phrase, ...]) -> tuple[int, Senses] | None:
    matching = [phrase for phrase in phrases if words[at : at + len(phrase[0])] == phrase[0]]
    if not matching:
        return None
    longest, senses = matching[0]
    for _, shorter in matching[1:]:  # "get back to" asks and "get back" promises
        if not CUES.isdisjoint(shorter):
            senses = {**dict.fromkeys(CUES & shorter.keys(), 1), **senses}
    return len(longest), senses


def _in_capitals(token: Token, senses: Senses) -> Senses:
    """Believe an abbreviated zone in capitals only, and an abbreviated day with a capital only."""
    if "zone_capitals" in senses and not token.written.isupper():
        senses = {sense: value for sense, value in senses.items() if sense != "zone_capitals"}
    if "weekday_short" in senses and not token.written[:1].isupper():
        senses = {sense: value for sense, value in senses.items() if sense != "weekday_short"}
    return senses
