"""A notice in which nothing that a stranger wrote can do more than be read."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.notices.notice import Event, Notice, Table

_LONGEST: Final = 2_000
_JOINERS: Final = "\u200c\u200d"  # Persian and the scripts of India need them within a word
_SPACES: Final = frozenset({"Cc", "Zs", "Zl", "Zp"})  # a control character may have parted two words
_UNSEEN: Final = frozenset({"Cf", "Cs", "Co", "Cn"})  # bidi controls, zero width, tags, lone surrogates


def safe(notice: Notice) -> Notice:
    """Make one visible line of every word of a notice; what is safe already stays as it is."""
    return replace(
        notice,
        title=line(notice.title),
        paragraphs=tuple(map(line, notice.paragraphs)),
        facts=tuple((line(name), line(value)) for name, value in notice.facts),
        quote=line(notice.quote),
        tables=tuple(map(_table, notice.tables)),
        commands=tuple((line(command), line(does)) for command, does in notice.commands),
        event=_event(notice.event) if notice.event else None,
        record=line(notice.record),
    )


def line(text: str) -> str:
    """Write a text in one line, without anything that hides, reverses, breaks or ends it."""
    text = text[:_LONGEST]
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_seen, text))
    return " ".join(text.split())


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category in _UNSEEN and character not in _JOINERS else character


def _table(table: Table) -> Table:
    rows = tuple(tuple(map(line, row)) for row in table.rows)
    return replace(table, title=line(table.title), columns=tuple(map(line, table.columns)), rows=rows)


def _event(event: Event) -> Event:
    return replace(event, uid=line(event.uid), summary=line(event.summary), description=line(event.description))
