"""What stands ahead in a row of lexemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.deadlines.lexeme import Lexeme

_DAYS: Final = frozenset({"ordinal", "figures", "date"})
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


def counts(row: tuple[Lexeme, ...], at: int) -> bool:
    """Tell whether the figure before this counts things: "12 residents", "1,200", "9 days", and not "4 or so"."""
    if at >= len(row):
        return False
    if row[at].kind == "mark":
        goes_on = at + 1 < len(row) and row[at + 1].kind == "number" and row[at + 1].start == row[at - 1].end + 1
        return goes_on and row[at].written in {",", "."}
    return row[at].kind == "word" or row[at].has("month", "unit")


def before_day(row: tuple[Lexeme, ...], at: int) -> bool:
    """Tell whether a day follows: "2030 on July 6", "ten tomorrow"."""
    at = past_glue(row, at)
    if names(row, at, "day", "weekday", "month"):
        return True
    return at < len(row) and (row[at].kind in _DAYS or (row[at].kind == "number" and names(row, at + 1, "month")))
