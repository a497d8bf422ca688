"""A notice as plain text, for mail and for chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.notices.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.notices.notice import Notice, Table

QUOTES: Final = "In the letter's words:"
ANSWERS: Final = "Reply with one line:"
NONE: Final = "none"


def plain(notice: Notice, *, chat: bool = False) -> str:
    """Write a notice as text, the sentence that counts first.

    A chat has that for a title, and can't be answered, so it tells no commands.
    """
    notice = safe(notice)
    blocks = list(_blocks(notice))
    if chat:
        blocks = blocks[1:] or blocks
    elif notice.commands:
        blocks.append("\n".join([ANSWERS, *(f"  {command} - {does}" for command, does in notice.commands)]))
    return "\n\n".join(blocks) + "\n"


def _blocks(notice: Notice) -> Iterator[str]:
    yield notice.title
    yield from notice.paragraphs
    if notice.quote:
        yield f"{QUOTES}\n\u201c{notice.quote}\u201d"
    if notice.facts:
        yield "\n".join(f"{name}: {value}" for name, value in notice.facts)
    yield from map(_table, notice.tables)


def _table(table: Table) -> str:
    """List the rows: a phone has no room for columns."""
    rows = [f"- {' | '.join(cell for cell in row if cell)}" for row in table.rows]
    return "\n".join([f"{table.title}:", *(rows or [f"- {NONE}"])])
