"""The legal paragraphs below a letter: nobody's words in particular."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.mail.families import families

if TYPE_CHECKING:
    from collections.abc import Sequence

FAMILIES = frozenset({"self", "secret", "meant", "error", "tell", "spread"})
ENOUGH = 3  # families a paragraph has that is surely one
LONGEST = 4_000
LEAST = 60  # characters of it; half of that in Chinese
BELOW = 4  # short paragraphs that may stand below it
FEW = 40  # words of those


def disclaimer_start(lines: Sequence[str], end: int) -> int:
    """Return the line at which the disclaimers at the end of ``lines[:end]`` begin, or ``end``."""
    found, skipped = end, 0
    for start, stop in _paragraphs_upward(lines, end):
        text = "\n".join(lines[start:stop])[:LONGEST].casefold()
        if found == end and skipped < BELOW and len(text) < (LEAST if text.isascii() else LEAST // 2):
            skipped += 1
            continue
        told = families("signature", text) & FAMILIES
        sure = "self" in told and len(told) >= ENOUGH and bool(told & {"meant", "error"})
        if sure or (found < end and _continues(text, told)):
            found = start
        elif found < end or skipped == BELOW or len(text.split()) > FEW:
            break
        else:
            skipped += 1
    return found if any(line.strip() for line in lines[:found]) else end


def _continues(text: str, told: set[str]) -> bool:
    """Above one: another paragraph of it, or its heading, "Confidentiality notice"."""
    return len(told - {"tell"}) > 1 or ("\n" not in text and len(text.split()) <= ENOUGH and "secret" in told)


def _paragraphs_upward(lines: Sequence[str], end: int) -> list[tuple[int, int]]:
    rows, stop = [], end
    for at in range(end - 1, -2, -1):
        if at < 0 or not lines[at].strip():
            if at + 1 < stop:
                rows.append((at + 1, stop))
            stop = at
        if len(rows) > 3 * BELOW:
            break
    return rows
