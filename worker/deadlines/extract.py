"""Deadlines from the words of a letter: what we ask by when, or what they promise by when."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from worker.deadlines.asking import promised, requested
from worker.deadlines.author import author
from worker.deadlines.deadline import Ask, Deadline
from worker.deadlines.fold import fold
from worker.deadlines.governed import governed
from worker.deadlines.language import CODES, CUES, Language, language
from worker.deadlines.lexeme import lexemes
from worker.deadlines.moment import moment
from worker.deadlines.sentences import sentences
from worker.deadlines.word import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from worker.deadlines.author import Author
    from worker.deadlines.calendar import Calendar
    from worker.deadlines.facts import Facts


def extract(text: str, *, kind: Ask, sent_at: datetime, calendar: Calendar, ours: bool) -> tuple[Deadline, ...]:
    """Read the deadlines of one kind, in the order of the text, from an author's own words."""
    writer = author(sent_at=sent_at, calendar=calendar, ours=ours)
    found: dict[datetime, Deadline] = {}
    before = ""
    for sentence in sentences(text):
        for code in _languages(sentence):
            told = tuple(_deadlines(sentence, before, language(code), kind, writer))
            for deadline in told:
                found.setdefault(deadline.due_at, deadline)
            if told:
                break
        before = sentence if sentence.strip() else before
    return tuple(found.values())


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    tables = [language(code) for code in CODES]
    return frozenset().union(*(table.cues for table in tables)), frozenset().union(*(table.times for table in tables))


def _languages(sentence: str) -> tuple[str, ...]:
    """Tell in which languages a sentence may ask for or promise something at a time."""
    cues, times = _heads()
    standing = frozenset(words(fold(sentence)))
    if cues.isdisjoint(standing):
        return ()
    figures = any(map(str.isdecimal, sentence))
    if not figures and times.isdisjoint(standing):
        return ()
    return tuple(code for code in CODES if _may_speak(language(code), standing, figures=figures))


def _may_speak(table: Language, standing: frozenset[str], *, figures: bool) -> bool:
    return not table.cues.isdisjoint(standing) and (figures or not table.times.isdisjoint(standing))


def _deadlines(sentence: str, before: str, table: Language, kind: Ask, writer: Author) -> Iterator[Deadline]:
    row = lexemes(sentence, table)
    if not any(lexeme.has(*CUES) for lexeme in row):
        return
    governs = requested if kind is Ask.REQUEST else promised
    last = _last(before, table) if any(lexeme.has("anchor") for lexeme in row) else None
    for found in governed(row, last):
        if governs(row, found):
            due_at = moment(found.facts, writer)
            if due_at is not None:
                phrase = sentence[row[found.first].start : row[found.after - 1].end]
                yield Deadline(kind=kind, due_at=due_at, phrase=phrase)


def _last(sentence: str, table: Language) -> Facts | None:
    """Give the last expression of a sentence, which "before then" in the next one means."""
    told = [found.facts for found in governed(lexemes(sentence, table))]
    return told[-1] if told else None
