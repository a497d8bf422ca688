"""An expression of time: facts that stand together, with only small words and commas between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.deadlines.clock_facts import clock_facts
from worker.deadlines.date_facts import date_facts
from worker.deadlines.facts import Facts
from worker.deadlines.span_facts import span_facts

if TYPE_CHECKING:
    from worker.deadlines.lexeme import Lexeme

_BETWEEN: Final = 3
_MARKS: Final = frozenset({",", "(", ")", "@", "\uff0c", "\u2013", "-", ":", "\uff1a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """What stands from lexeme ``first`` to before lexeme ``after`` tells."""

    facts: Facts
    first: int
    after: int


def expression(row: tuple[Lexeme, ...], at: int) -> Expression | None:
    """Read the longest expression of time that begins here or behind a few small words."""
    facts, first, after, passed = Facts(), -1, at, 0
    while at < len(row) and passed <= _BETWEEN:
        if not row[at].timely and row[at].written not in _MARKS:
            break
        told = span_facts(row, at, facts) or date_facts(row, at, facts) or clock_facts(row, at, facts)
        if told:
            first = at if first < 0 else first
            facts, at = told
            after, passed = at, 0
        elif row[at].has("glue", "at") or row[at].written in _MARKS or (first >= 0 and row[at].has("hard")):
            at, passed = at + 1, passed + 1
        else:
            break
    if (
        after < len(row)
        and row[after].written == ")"
        and any(lexeme.written == "(" for lexeme in row[max(first, 0) : after])
    ):
        after += 1
    if first < 0 or not (facts.dated or facts.timed):
        return None
    return Expression(facts=facts, first=first, after=after)
