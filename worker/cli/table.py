"""Rows for a person to read on a terminal, and for other programs, separated by tabs, elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Cell = str | tuple[str, ...]

# What a terminal would obey instead of showing it: the words of a mail are anybody's.
OBEYED = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])


def plain(line: str) -> str:
    """Give a line without what a terminal would obey, a tab as a space."""
    return line.replace("\t", " ").translate(OBEYED)


def cell(text: Cell, between: str) -> str:
    """Give the text of a cell: one line, or several with something between them."""
    lines = (text,) if isinstance(text, str) else text
    return between.join(plain(" ".join(line.split())) for line in lines)


def show(columns: Sequence[str], rows: Iterable[Sequence[Cell]], colours: Mapping[str, str] | None = None) -> None:
    """Print rows under the names of their columns; the first cell of a row is never broken, for people copy it.

    ``colours`` are those of cells that say nothing but one of these words.
    """
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            click.echo("\t".join(cell(text, ", ") for text in row))
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it, and it takes its time
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, header_style="bold", pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=number == 0)
    for row in rows:
        shown = [cell(text, "\n") for text in row]
        table.add_row(*(Text(text, (colours or {}).get(text, "")) for text in shown))  # a mail's words are no markup
    Console().print(table)
