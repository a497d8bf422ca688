"""Whether a sentence asks for an answer, or promises one, by the moment found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.deadlines.asked_about import asked_about
from worker.deadlines.governed import Force

if TYPE_CHECKING:
    from worker.deadlines.governed import Governed
    from worker.deadlines.lexeme import Lexeme

_AT_HAND: Final = 8  # lexemes between a request and its "today"
_WAIT: Final = 3  # lexemes between "give us" and its span
_REACH: Final = 25  # lexemes between "we will" and "answer"


def requested(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether a sentence of ours asks for something by this moment."""
    if not any(_asks(row, at) for at in range(len(row))):
        return False
    before = row[: found.first]
    if any(lexeme.has("away") for lexeme in _since_but(before)) or _is_told_of(row, found):
        return False
    if not any(lexeme.has("plea", "tie") for lexeme in row) and _undertakes(before, row[found.after :]):
        return False
    return _set_firmly(row, found)


def _asks(row: tuple[Lexeme, ...], at: int) -> bool:
    """Tell whether a lexeme asks; of "has until" only where "you", or no one, is named before."""
    if row[at].has("grant") and not row[at].has("you"):
        return at == 0 or row[at - 1].kind == "mark"
    return row[at].has("request", "plea", "grant")


def _set_firmly(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether the words around a moment make it one to answer by."""
    if found.force in {Force.TIED, Force.HARD, Force.INNER}:
        return True
    if found.force is Force.ONSET or not _at_hand(row[: found.first]):
        return False
    facts = found.facts
    if found.force is Force.SOFT and facts.count:
        return True
    if any(lexeme.has("firm") for lexeme in row[found.first : found.after]):  # "first thing Monday"
        return True
    if found.force is Force.SOFT:
        return False
    return facts.days is not None or facts.from_now or bool(facts.edge and facts.unit)


def promised(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether a sentence of theirs promises an answer by this moment."""
    leads = found.first + row[found.first].has("will")  # "将于" is "will" and "on" in one
    before, after = row[:leads], row[found.after :]
    if any(lexeme.has("negation", "away") for lexeme in _since_but(before)):
        return False
    if _asks_for_time(row, found):
        return True
    if any(lexeme.has("reported") for lexeme in after) or not _undertakes(before, after) or not _between_us(row):
        return False
    if (
        found.force in {Force.SOFT, Force.BARE, Force.ONSET}
        and found.first
        and not any(lexeme.has("will", "undertaking", "third") for lexeme in before)
    ):
        return False
    if found.force is Force.BARE:
        return found.facts.near and not (found.first and row[found.first - 1].has("glue", "or"))
    return True


def _asks_for_time(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether they ask us to wait: "we need until the 27th", "please give us another two weeks"."""
    held = any(lexeme.has("hold") for lexeme in row[max(0, found.first - _WAIT) : found.first])
    return held and (row[found.first].has("until") or bool(found.facts.count))


def _between_us(row: tuple[Lexeme, ...]) -> bool:
    """Tell whether a sentence speaks of them and us, and not of what others do or get."""
    if any(lexeme.has("you") for lexeme in row):
        return True
    sent_at = [at for at, lexeme in enumerate(row) if lexeme.has("transfer")]
    return not (sent_at and any(lexeme.has("elsewhere") for lexeme in row[sent_at[0] + 1 :]))


def _is_told_of(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether the moment is asked about or only reported: "the deadline is Friday, the city said"."""
    return asked_about(row, found) or any(lexeme.has("reported") for lexeme in row[found.after :])


def _since_but(before: tuple[Lexeme, ...]) -> tuple[Lexeme, ...]:
    """Leave out what a "but" has turned: "I am away, but will answer by"."""
    turns = [at for at, lexeme in enumerate(before) if lexeme.has("but")]
    return before[turns[-1] :] if turns else before


def _at_hand(before: tuple[Lexeme, ...]) -> bool:
    return any(lexeme.has("request", "plea") for lexeme in before[-_AT_HAND:])


def _undertakes(before: tuple[Lexeme, ...], after: tuple[Lexeme, ...]) -> bool:
    """Find "we will ... answer" or "you will hear from us", around the moment or before it or behind it."""
    row = before + after
    between_us = any(lexeme.has("us", "you") for lexeme in row)
    will_at = -_REACH - 1
    for at, lexeme in enumerate(row):
        if lexeme.has("undertaking") or (between_us and lexeme.has("third")):
            return True
        if lexeme.has("answer") and at - will_at <= _REACH:
            return True
        if lexeme.has("will"):
            will_at = at
        if lexeme.has("addressee") or (at and lexeme.has("will") and row[at - 1].has("addressee")):
            will_at = -_REACH - 1
    return False
