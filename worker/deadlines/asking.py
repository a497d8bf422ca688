"""Whether a sentence asks for an answer, or promises one, by the moment found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.deadlines.governed import Force

if TYPE_CHECKING:
    from worker.deadlines.governed import Governed
    from worker.deadlines.lexeme import Lexeme

_AT_HAND: Final = 8  # lexemes between a request and its "today"
_REACH: Final = 25  # lexemes between "we will" and "answer"


def requested(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether a sentence of ours asks for something by this moment."""
    if not any(lexeme.has("request", "plea", "tie", "grant") for lexeme in row):
        return False
    before = row[: found.first]
    if any(lexeme.has("away") for lexeme in before):
        return False
    if not any(lexeme.has("plea", "tie") for lexeme in row) and _undertakes(before, row[found.after :]):
        return False
    match found.force:
        case Force.TIED | Force.HARD:
            return True
        case Force.SOFT:
            return bool(found.facts.count) and _at_hand(before)
        case Force.BARE:
            return (
                found.facts.days is not None or found.facts.from_now or bool(found.facts.edge and found.facts.unit)
            ) and _at_hand(before)


def promised(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether a sentence of theirs promises an answer by this moment."""
    before, after = row[: found.first], row[found.after :]
    if any(lexeme.has("negation", "away") for lexeme in before) or not _undertakes(before, after):
        return False
    if found.force is Force.BARE:
        return found.facts.near and not (found.first and row[found.first - 1].has("glue"))
    return True


def _at_hand(before: tuple[Lexeme, ...]) -> bool:
    return any(lexeme.has("request", "plea") for lexeme in before[-_AT_HAND:])


def _undertakes(before: tuple[Lexeme, ...], after: tuple[Lexeme, ...]) -> bool:
    """Find "we will ... answer" or "you will hear from us", around the moment or before it or behind it."""
    row = before + after
    will_at = -_REACH - 1
    for at, lexeme in enumerate(row):
        if lexeme.has("undertaking"):
            return True
        if lexeme.has("answer") and at - will_at <= _REACH:
            return True
        if lexeme.has("will"):
            will_at = at
        elif lexeme.has("addressee"):
            will_at = -_REACH - 1
    return False
