"""What stands ahead in a row of lexemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.deadlines.lexeme import Lexeme

_BETWEEN: Final = 3  # how many small words may stand between the parts of one date


def names(row: tuple[Lexeme, ...], at: int, *senses: str) -> bool:
    """Tell whether a lexeme stands here that may mean any of these."""
    return at < len(row) and row[at].has(*senses)


def past_glue(row: tuple[Lexeme, ...], at: int, *marks: str) -> int:
    """Pass the small words and marks that stand here, three at most."""
    end = min(len(row), at + _BETWEEN)
    while at < end and (row[at].has("glue") or row[at].written in marks) and not row[at].has("month"):
        at += 1
    return at
