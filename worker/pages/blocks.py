"""The paragraphs and lists of a text, as its author laid them out."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from worker.pages.legible import legible
from worker.pages.lines import Line, lines
from worker.pages.redact import covers, cut
from worker.pages.shown import Listed, Paragraph, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from worker.pages.cover import Cover
    from worker.pages.shown import Block, Span
    from worker.publication.rule import Rule

_MARKER: Final = re.compile(
    r"\(?(?P<number>\d{1,3})[.)](?=[ \t\u00a0])|\(?(?P<letter>[a-zA-Z])\)(?=[ \t\u00a0])"
    r"|(?P<far>\d{1,3})[\u3001\uff0e\uff09](?=\S)|[\u2460-\u2473](?=\s?\S)"
    r"|[\u2022\u00b7\u2023\u25aa\u25cf\u25e6*\u2013\u2014-](?=[ \t\u00a0]\s?\S)"
)


def blocks(text: str, rules: Iterable[Rule] = (), *, slug: str = "", entry: str = "") -> tuple[Block, ...]:
    """Give a text in blocks, with what is not public cut out; lines that a mail client wrapped are joined again."""
    text = legible(text)
    hidden = covers(text, rules, slug=slug, entry=entry)
    return tuple(_laid_out(text, hidden))


def _laid_out(text: str, hidden: Sequence[Cover]) -> Iterator[Block]:
    marker, held, last = "", list[Line](), 0
    for line in lines(text):
        found = _MARKER.match(text, line.start, line.end)
        if found and not (_begins(found, held, last) and _open(found, hidden)):
            found = None
        if (line.first or found) and held:
            yield _block(text, marker, held, hidden)
            marker, held = "", []
        if found:
            marker, last = found.group(), _ordinal(found)
            start = found.end() + len(text[found.end() : line.end]) - len(text[found.end() : line.end].lstrip())
            line = Line(start=start, end=line.end, joined="", first=True)  # noqa: PLW2901 - what is left of it
        held.append(line if held else Line(start=line.start, end=line.end, joined="", first=True))
    if held:
        yield _block(text, marker, held, hidden)


def _begins(found: re.Match[str], held: Sequence[Line], last: int) -> bool:
    """Tell a question's number from a figure that a wrapped line happens to begin with."""
    ordinal = _ordinal(found)
    return not held or not ordinal or ordinal in (1, last + 1)


def _ordinal(found: re.Match[str]) -> int:
    if number := found["number"] or found["far"]:
        return int(number)
    return ord(found["letter"].lower()) - ord("a") + 1 if found["letter"] else 0


def _open(found: re.Match[str], hidden: Sequence[Cover]) -> bool:
    return all(isinstance(span, Words) for span in cut(found.string, found.start(), found.end(), hidden))


def _block(text: str, marker: str, held: Sequence[Line], hidden: Sequence[Cover]) -> Block:
    spans = tuple(_joined(text, held, hidden))
    return Listed(marker=marker, spans=spans) if marker else Paragraph(spans=spans)


def _joined(text: str, held: Sequence[Line], hidden: Sequence[Cover]) -> Iterator[Span]:
    buffer: list[str] = []
    reached = 0  # where the last stretch that is not public ends: it may go on over the end of a line
    for line in held:
        if reached <= line.start:
            buffer.append(line.joined)
        for span in cut(text, max(line.start, reached), line.end, hidden):
            if isinstance(span, Words):
                buffer.append(span.text)
                continue
            if told := "".join(buffer):
                yield Words(told)
            buffer.clear()
            yield span
        if before := bisect_left(hidden, line.end, key=lambda c: c.start):
            reached = hidden[before - 1].end
    if told := "".join(buffer):
        yield Words(told)
