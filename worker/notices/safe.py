"""A notice in which nothing that a stranger wrote can do more than be read."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.notices.notice import Event, Notice, Table

_LONGEST: Final = 2_000
_ENCODED: Final = "=?"
_JOINERS: Final = "\u200c\u200d"  # Persian and the scripts of India need them within a word
_SPACES: Final = frozenset({"Cc", "Zs", "Zl", "Zp"})  # a control character may have parted two words
_UNSEEN: Final = frozenset({"Cf", "Cs", "Co", "Cn"})  # bidi controls, zero width, tags, lone surrogates


def safe(notice: Notice) -> Notice:
    """Make one visible line of every word of a notice; what is safe already stays as it is."""
    return written(notice, line)


def written(notice: Notice, write: Callable[[str], str]) -> Notice:
    """Write every word of a notice in a certain way."""
    return replace(
        notice,
        title=write(notice.title),
        paragraphs=tuple(map(write, notice.paragraphs)),
        facts=tuple((write(name), write(value)) for name, value in notice.facts),
        quote=write(notice.quote),
        tables=tuple(_table(table, write) for table in notice.tables),
        commands=tuple((write(command), write(does)) for command, does in notice.commands),
        event=_event(notice.event, write) if notice.event else None,
        record=write(notice.record),
    )


def line(text: str) -> str:
    """Write a text in one line, without anything that hides, reverses, breaks or ends it, or is read a second time.

    An encoded word (RFC 2047) that stands in what was decoded already is a stranger's: decoded again it could hold
    line ends and fields. So none begins anywhere, in whatever the line is written later.
    """
    text = text[:_LONGEST]
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_seen, text))
    text = " ".join(text.split())
    return text.replace(_ENCODED, "= ?") if _ENCODED in text else text


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category in _UNSEEN and character not in _JOINERS else character


def _table(table: Table, write: Callable[[str], str]) -> Table:
    rows = tuple(tuple(map(write, row)) for row in table.rows)
    return replace(table, title=write(table.title), columns=tuple(map(write, table.columns)), rows=rows)


def _event(event: Event, write: Callable[[str], str]) -> Event:
    return replace(event, uid=write(event.uid), summary=write(event.summary), description=write(event.description))
