"""Whether a moment is that of a thing asked about: "confirm whether the plant will close by 1 May"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.governed import Force

if TYPE_CHECKING:
    from worker.deadlines.governed import Governed
    from worker.deadlines.lexeme import Lexeme


def asked_about(row: tuple[Lexeme, ...], found: Governed) -> bool:
    """Tell whether a clause of a "whether" or "when" tells of something other than an answer at this moment."""
    starts = [at for at in range(found.first) if row[at].has("whether")]
    if not starts:
        return False
    leads = found.first + row[found.first].has("will")  # "将于" is "will" and "on" in one
    clause = row[starts[-1] : leads]
    if clause[0].has("verb_last"):
        return _within(clause, _rest_of_clause(row, found.after))
    if any(lexeme.has("request", "answer") for lexeme in clause):
        return False
    if found.force is Force.INNER or any(lexeme.has("will", "future") for lexeme in clause):
        return True
    loose = found.facts.weekday is not None and not found.facts.day  # last Tuesday or the next
    return loose and any(lexeme.has("was") for lexeme in row[starts[-1] :])


def _within(before: tuple[Lexeme, ...], behind: tuple[Lexeme, ...]) -> bool:
    """Tell whether a moment stands within a clause that its verb ends, and the verb is not to answer."""
    if any(lexeme.has("request", "answer") for lexeme in before + behind):
        return False
    ended = any(lexeme.kind == "mark" for lexeme in before)
    return bool(behind) and (not ended or any(lexeme.has("will") for lexeme in behind))


def _rest_of_clause(row: tuple[Lexeme, ...], at: int) -> tuple[Lexeme, ...]:
    end = at
    while end < len(row) and row[end].kind != "mark" and not row[end].has("clause"):
        end += 1
    return row[at:end]
