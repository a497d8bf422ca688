"""The lines of a text: where a paragraph begins, which breaks the author meant, and which a mail client put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NARROWEST, _WIDEST = 50, 100  # columns at which mail clients wrap; a longer line shows that this one did not
_WIDE: Final = "\u2e80"  # from here on, scripts that put no space between words
_STOPS: Final = ".,;:!?"
_BLANKS: Final = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the blanks around it, and what joins it to the one before."""

    start: int
    end: int
    joined: str  # a newline where the break was meant, else a space or nothing
    first: bool  # of its paragraph


def lines(text: str) -> Iterator[Line]:
    """Yield the lines that say something."""
    bounds = tuple(_bounds(text))
    width = _width([end - start for start, end in bounds])
    before: tuple[int, int] | None = None
    for start, end in bounds:
        if start == end:
            before = None
            continue
        joined = _joining(text, before, (start, end), width) if before else ""
        yield Line(start=start, end=end, joined=joined, first=before is None)
        before = (start, end)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        told = line.strip(_BLANKS)
        start = at + (len(line) - len(line.lstrip(_BLANKS)) if told else 0)
        yield start, start + len(told)
        at += len(line) + 1


def _width(lengths: Sequence[int]) -> int:
    """Tell where a text was wrapped; 0 where it was not, for most of it stands in longer lines."""
    wrapped = [length for length in lengths if length <= _WIDEST]
    width = max(wrapped, default=0)
    return width if width >= _NARROWEST and 2 * sum(wrapped) >= sum(lengths) else 0


def _joining(text: str, before: Sequence[int], line: Sequence[int], width: int) -> str:
    if not (_goes_on(text, before, line) or (width and _full(text, before, line, width))):
        return "\n"
    return "" if text[before[1] - 1] >= _WIDE and text[line[0]] >= _WIDE else " "


def _goes_on(text: str, before: Sequence[int], line: Sequence[int]) -> bool:
    """Tell a sentence that runs over the end of a line, at whatever width the client wrapped."""
    return before[1] - before[0] >= _NARROWEST and text[before[1] - 1] not in _STOPS and text[line[0]].islower()


def _full(text: str, before: Sequence[int], line: Sequence[int], width: int) -> bool:
    """Tell that the next word found no room; a sign-off or a name below a line that happens to be long is none."""
    word = text.find(" ", line[0], line[1])
    first = (word if word >= 0 else line[1]) - line[0]
    if before[1] - before[0] + 1 + first <= width:
        return False
    short = 2 * (line[1] - line[0]) < width
    return not (short and text[before[1] - 1] in _STOPS and not text[line[0]].islower() and not text[line[0]].isdigit())
