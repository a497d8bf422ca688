"""The expressions of time in a sentence, and what each hangs on: "by", "on", "deadline", "you have"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from worker.deadlines.expression import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.deadlines.expression import Expression
    from worker.deadlines.facts import Facts
    from worker.deadlines.lexeme import Lexeme

_REACH: Final = 6  # from "deadline" to its date
_CLOSING: Final = frozenset(".;!?\uff1b\u3002")
_AT_HAND: Final = 3  # from "you have" to its span


class Force(Enum):
    """How firmly a moment is set."""

    TIED = 4  # to a word that itself means a deadline
    HARD = 3  # by, before, within
    INNER = 2  # on Friday by 5 p.m.
    SOFT = 1  # on, in
    BARE = 0
    ONSET = -1  # after, from


@dataclass(frozen=True, slots=True, kw_only=True)
class Governed:
    """An expression with its preposition: the lexemes from ``first`` to before ``after``."""

    facts: Facts
    force: Force
    first: int
    after: int
    anchor: bool = False  # "before then": the facts are those of the expression before it


def governed(row: tuple[Lexeme, ...], last: Facts | None = None) -> Iterator[Governed]:
    """Find the expressions of a sentence in their order; "before then" goes back to the last, be it a sentence ago."""
    at, tied_at, granted_at, told = 0, -_REACH - 1, -_REACH - 1, False
    while at < len(row):
        lexeme = row[at]
        tied_at = at if lexeme.has("tie") else tied_at
        granted_at = at if lexeme.has("grant") else granted_at
        if last and (lexeme.has("anchor") or (told and lexeme.has("hard") and _closes(row, at))):
            yield Governed(facts=last, force=Force.HARD, first=at, after=at + 1, anchor=True)
        if lexeme.has("tie", "grant"):
            at += 1
            continue
        found = _at(row, at)
        if found is None:
            at += 1
            continue
        if found.first - tied_at <= _REACH or (found.facts.count and found.first - granted_at <= _AT_HAND):
            found = _tied(found)
        if found.facts.count and found.after < len(row) and row[found.after].has("anchor"):  # "two hours before that"
            at = found.after
            continue
        last, told = found.facts, True
        yield found
        at = found.after


def _closes(row: tuple[Lexeme, ...], at: int) -> bool:
    """Tell whether a clause ends here: "on Friday, and need an answer before"."""
    return at + 1 >= len(row) or row[at + 1].written in _CLOSING


def _tied(found: Governed) -> Governed:
    return Governed(
        facts=found.facts,
        force=max(found.force, Force.TIED, key=lambda f: f.value),
        first=found.first,
        after=found.after,
    )


def _at(row: tuple[Lexeme, ...], at: int) -> Governed | None:
    """Read an expression with or without its preposition, which stands before it, or in Chinese behind it."""
    if not row[at].timely:
        return None
    begins = at
    while at < len(row) and at - begins < _AT_HAND and row[at].has("hard", "within", "soft", "onset"):
        at += 1
    leading = row[begins:at]
    told = expression(row, at)
    if told is None and at > begins:  # the small word may itself begin the expression
        at, leading = begins, ()
        told = expression(row, at)
    if told is None or (not leading and told.first != at):
        return None
    behind = told.after < len(row) and row[told.after].has("after")
    force = Force.HARD if behind else _force(leading, told)
    if force in {Force.SOFT, Force.BARE} and any(lexeme.has("hard") for lexeme in row[told.first : told.after]):
        force = Force.INNER
    first = begins if leading else told.first
    return Governed(facts=told.facts, force=force, first=first, after=told.after + behind)


def _force(leading: tuple[Lexeme, ...], told: Expression) -> Force:
    facts = told.facts
    if any(lexeme.has("onset") for lexeme in leading):
        return Force.ONSET
    if facts.count and not facts.from_now and facts.unit:
        if any(lexeme.has("within") for lexeme in leading):
            return Force.HARD
        return (
            Force.SOFT
            if all(not lexeme.has("hard") or lexeme.has("soft") for lexeme in leading) and leading
            else Force.BARE
        )
    if any(lexeme.has("hard") for lexeme in leading) or (
        facts.edge and any(lexeme.has("within") for lexeme in leading)
    ):
        return Force.HARD
    return Force.SOFT if leading else Force.BARE
