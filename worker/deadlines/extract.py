"""Deadlines from the words of a letter: what we ask by when, or what they promise by when."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.deadlines.asking import promised, requested
from worker.deadlines.author import author
from worker.deadlines.deadline import Ask, Deadline
from worker.deadlines.fold import fold
from worker.deadlines.governed import governed
from worker.deadlines.language import ASKING, CODES, PROMISING, Language, Telling, language, may_tell
from worker.deadlines.lexeme import lexemes
from worker.deadlines.moment import moment
from worker.deadlines.sentences import sentences
from worker.deadlines.token import tokens
from worker.deadlines.word import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from worker.deadlines.author import Author
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme
    from worker.deadlines.token import Token

_SPEAKS: Final = {Ask.REQUEST: ASKING, Ask.PROMISE: PROMISING}
_LIKELY: Final = 0.6  # of the words the likeliest language knows
_LONGEST: Final = 32 * 1024  # who sets a date sets it in the first twenty pages of a letter
_MOST: Final = 8 * 1024  # of sentences that may tell a date; more of them are a table
_MOMENTS: Final = 12  # in a sentence; more of them are a list
_DEADLINES: Final = 8  # of a letter; who means more of them has a plan


def extract(  # noqa: PLR0913 - whose words, when and where
    text: str, *, kind: Ask, sent_at: datetime, calendar: Calendar, ours: bool, home: tzinfo | None = None
) -> tuple[Deadline, ...]:
    """Read the deadlines of one kind, in the order of the text; days count from the author's own at ``home``.

    Whoever wrote it, this takes no time to speak of: of a text the first 32 KB are read (in characters), of the
    sentences in them that may tell a date the first 8 KB, of each sentence the first 12 moments; and a letter sets no
    more than 8 deadlines.
    """
    writer = author(sent_at=sent_at, calendar=calendar, ours=ours, home=home)
    found: dict[datetime, Deadline] = {}
    for sentence, before, codes in _telling(text[:_LONGEST], kind):
        row = tokens(sentence)
        for code in codes:
            told = tuple(_deadlines(sentence, row, before, language(code), kind, writer))
            for deadline in told:
                found.setdefault(deadline.due_at, deadline)
            if told:
                break
        if len(found) >= _DEADLINES:
            break
    return tuple(found.values())[:_DEADLINES]


def _telling(text: str, kind: Ask) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the sentences that may tell a date, each with the one before it and the languages it may be in."""
    before, left = "", _MOST
    for sentence in sentences(text):
        codes = _languages(sentence, kind)
        if codes:
            yield sentence, before, codes
            left -= len(sentence)
        if left <= 0:
            return
        before = sentence if sentence.strip() else before


def _cues(table: Language, kind: Ask) -> Telling:
    return table.requests if kind is Ask.REQUEST else table.promises


@cache
def _heads(kind: Ask) -> tuple[Telling, Telling]:
    tables = [language(code) for code in CODES]
    return _together(_cues(table, kind) for table in tables), _together(table.times for table in tables)


def _together(tellings: Iterable[Telling]) -> Telling:
    every: Telling = {}
    for telling in tellings:
        for word, phrases in telling.items():
            every[word] = every.get(word, ()) + phrases
    return every


def _languages(sentence: str, kind: Ask) -> tuple[str, ...]:
    """Tell in which languages a sentence may ask for or promise something at a time, the likeliest first."""
    cues, times = _heads(kind)
    standing = frozenset(words(fold(sentence)))
    figures = any(map(str.isdecimal, sentence))
    if not (figures or may_tell(standing, times)) or not may_tell(standing, cues):
        return ()
    codes = [code for code in CODES if _may_speak(language(code), kind, standing, figures=figures)]
    if not codes:
        return ()
    known = {code: len(language(code).words & standing) for code in CODES}
    enough = max(known.values()) * _LIKELY
    return tuple(sorted((code for code in codes if known[code] >= enough), key=lambda code: -known[code]))


def _may_speak(table: Language, kind: Ask, standing: frozenset[str], *, figures: bool) -> bool:
    return may_tell(standing, _cues(table, kind)) and (figures or may_tell(standing, table.times))


def _deadlines(  # noqa: PLR0913, PLR0917 - the sentence as written and as cut, and who says what in which language
    sentence: str, cut: tuple[Token, ...], before: str, table: Language, kind: Ask, writer: Author
) -> Iterator[Deadline]:
    row = lexemes(cut, table)
    if not _speaks(row, table, kind):
        return
    governs = requested if kind is Ask.REQUEST else promised
    last = _last(before, table) if any(lexeme.has("anchor") for lexeme in row) else None
    for found in islice(governed(row, last), _MOMENTS):
        if governs(row, found):
            due_at = moment(found.facts, writer)
            if due_at is not None:
                phrase = sentence[row[found.first].start : row[found.after - 1].end]
                yield Deadline(kind=kind, due_at=due_at, phrase=phrase)


def _speaks(row: tuple[Lexeme, ...], table: Language, kind: Ask) -> bool:
    """Tell whether a sentence asks or promises at all, and speaks of them or of us."""
    if not any(lexeme.has(*_SPEAKS[kind]) for lexeme in row):
        return False
    if not table.persons or any(lexeme.has("us", "you") for lexeme in row):
        return True
    if kind is Ask.PROMISE:
        return any(lexeme.has("undertaking") for lexeme in row)
    return any(lexeme.has("plea", "tie", "grant") for lexeme in row) or row[0].has("request")


def _last(sentence: str, table: Language) -> Facts | None:
    """Give the last expression of a sentence, which "before then" in the next one means."""
    told = [found.facts for found in islice(governed(lexemes(tokens(sentence), table)), _MOMENTS)]
    return told[-1] if told else None
