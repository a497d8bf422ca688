"""The markers of a letter's lists: which of them goes on a list, and which begins one within another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK: Final = "[ \t\u00a0]"
MARKER: Final = re.compile(
    rf"\(?(?P<number>\d{{1,3}})[.)](?={_BLANK}|\Z)"
    rf"|\(?(?P<letter>[a-zA-Z]|[ivx]{{2,6}}|[IVX]{{2,6}})\)(?={_BLANK})"
    rf"|(?P<sole>[a-z]|[ivx]{{2,6}})\.(?={_BLANK}++(?!\w\.))"  # but not "i. e."
    r"|(?P<far>\d{1,3})[\u3001\uff0e\uff09](?=\S)|[\u2460-\u2473](?=\s?\S)"
    rf"|[\u2022\u00b7\u2023\u25aa\u25cf\u25e6*\u2013\u2014-](?={_BLANK}\s?\S)"
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
FIRST: Final = frozenset({"1", "a", "A", "i", "I"})  # what a list begins with
_BESIDE: Final = 1  # columns by which the markers of one list may differ: " 9." and "10."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    kind: str  # "1", "a", "A", "i", "I", or the bullet itself
    closing: str
    ordinal: int  # of its last item, 0 of a bullet
    column: int
    depth: int = 0

    def alike(self, other: _Level) -> bool:
        return (self.kind, self.closing) == (other.kind, other.closing)


class Outline:
    """The lists of a letter that are under way, the outer ones first."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._apart = True

    def part(self) -> None:
        """Note a paragraph that is no item: lists may go on behind it, but what begins there stands in none."""
        self._apart = True

    def item(self, marker: re.Match[str], column: int, *, alone: bool) -> int | None:
        """Tell how deep an item stands, or None of a figure that a line happens to begin with.

        ``alone`` says that no line stands before it, which it could go on.
        """
        read = tuple(_readings(marker, column))
        if going := [(at, level) for level in read for at in self._expecting(level)]:
            at, level = min(going, key=lambda one: self._strange(*one))
            return self._put(at, level)
        if begun := next((level for level in read if level.ordinal <= 1), None):
            return self._begin(begun)
        sure = marker["number"] or marker["far"] or len(marker["letter"] or "") == 1
        if not alone or not sure:
            return None
        same = [at for at, level in enumerate(self._levels) if level.kind == read[0].kind]
        return self._put(same[-1], read[0]) if same else self._begin(read[0])

    def _expecting(self, level: _Level) -> Iterator[int]:
        for at, under_way in enumerate(self._levels):
            if under_way.kind == level.kind and level.ordinal == under_way.ordinal + 1 and level.ordinal > 1:
                yield at

    def _strange(self, at: int, level: _Level) -> tuple[bool, int, int]:
        known = self._levels[at]
        return known.closing != level.closing, abs(known.column - level.column), -at

    def _put(self, at: int, level: _Level) -> int:
        self._levels[at:] = [replace(level, depth=self._levels[at].depth)]
        self._apart = False
        return self._levels[at].depth

    def _begin(self, level: _Level) -> int:
        same = [at for at, known in enumerate(self._levels) if known.alike(level)]
        near = [at for at in same if level.column <= self._levels[at].column + _BESIDE]
        if near and not self._apart:
            return self._put(min(near, key=lambda at: self._strange(at, level)), level)
        if self._apart:
            self._levels = [known for at, known in enumerate(self._levels) if at not in near]
        while self._levels and self._levels[-1].column > level.column + _BESIDE:
            self._levels.pop()
        within = self._levels[-1] if self._levels else None
        if within and (not self._apart or level.column > within.column + _BESIDE):
            level = replace(level, depth=within.depth + 1)
        self._levels.append(level)
        self._apart = False
        return level.depth


def _readings(marker: re.Match[str], column: int) -> Iterator[_Level]:
    """Yield as what a marker can be read: "i)" is a letter and a Roman figure."""
    written, closing = marker.group(), marker.group()[-1]
    if number := marker["number"] or marker["far"]:
        yield _Level(kind="1", closing=closing, ordinal=int(number), column=column)
    elif letter := marker["letter"] or marker["sole"]:
        small = letter.islower()
        if set(letter.lower()) <= _ROMAN.keys():
            yield _Level(kind="i" if small else "I", closing=closing, ordinal=_roman(letter.lower()), column=column)
        if len(letter) == 1:
            at = ord(letter.lower()) - ord("a") + 1
            yield _Level(kind="a" if small else "A", closing=closing, ordinal=at, column=column)
    else:
        yield _Level(kind="" if "\u2460" <= written <= "\u2473" else written, closing="", ordinal=0, column=column)


def _roman(figure: str) -> int:
    values = [_ROMAN[c] for c in figure]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
