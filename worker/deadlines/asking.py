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
    if not any(lexeme.has("request", "plea", "grant") for lexeme in row):
        return False
    before = row[: found.first]
    if any(lexeme.has("away") for lexeme in before) or _of_another_thing(before):
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
    if (
        found.force in {Force.SOFT, Force.BARE}
        and found.first
        and not any(lexeme.has("will", "undertaking") for lexeme in before)
    ):
        return False
    if found.force is Force.BARE:
        return found.facts.near and not (found.first and row[found.first - 1].has("glue", "or"))
    return True


def _of_another_thing(before: tuple[Lexeme, ...]) -> bool:
    """Tell whether the moment is that of what is asked about: "confirm whether the plant will close by"."""
    starts = [at for at, lexeme in enumerate(before) if lexeme.has("whether")]
    clause = before[starts[-1] :] if starts else ()
    return any(lexeme.has("will") for lexeme in clause) and not any(
        lexeme.has("request", "answer") for lexeme in clause
    )


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
        if lexeme.has("addressee") or (at and lexeme.has("will") and row[at - 1].has("addressee")):
            will_at = -_REACH - 1
    return False
