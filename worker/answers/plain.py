"""A line without what is only polite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.answers.verbs import closing, opening

if TYPE_CHECKING:
    from worker.answers.verbs import Line

ARROWS: Final = ("->", "=>", "→", "⇒", "➔", "➜")
POLITE: Final = 4  # such words before and behind a command


def plain(said: Line) -> tuple[Line, bool]:
    """Give a line without "please" and "could you", and whether it asked so."""
    arrow = next((a for a in ARROWS if said.folded.startswith(a)), "")
    line, asked = (said if arrow else said.part(0)), False
    for _ in range(POLITE):
        if begins := opening(line, "asking"):
            line, asked = line.part(begins), True
        elif begins := opening(line, "polite"):
            line = line.part(begins)
        elif ends := closing(line, "polite"):
            line = line.until(len(line.folded) - ends)
    return line, asked
