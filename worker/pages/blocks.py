"""The paragraphs and lists of a text, as its author laid them out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.pages.legible import legible
from worker.pages.lines import Line, lines
from worker.pages.outline import FIRST, MARKER, Outline
from worker.pages.pictures import pictures
from worker.pages.redact import covers, cut
from worker.pages.shown import Listed, Paragraph, Words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from worker.pages.cover import Cover
    from worker.pages.shown import Block, Span
    from worker.publication.rule import Rule

_NONE: Final = Listed(marker="", spans=())


def blocks(text: str, rules: Iterable[Rule] = (), *, slug: str = "", entry: str = "") -> tuple[Block, ...]:
    """Give a text in blocks, with what is not public cut out; lines that a mail client wrapped are joined again."""
    text = legible(text)
    hidden = covers(text, rules, slug=slug, entry=entry)
    return tuple(_laid_out(text, hidden))


def _laid_out(text: str, hidden: Sequence[Cover]) -> Iterator[Block]:
    item, held = _NONE, list[Line]()
    for begun, line in _marked(text, hidden):
        if (held and line.first) or (begun.marker and item.marker):
            yield _block(text, item, held, hidden)
            item, held = _NONE, []
        if begun.marker:
            item = begun
        if line.start < line.end:  # a number may stand on a line of its own, above what it numbers
            held.append(line if held else replace(line, joined=""))
    if held or item.marker:
        yield _block(text, item, held, hidden)


def _marked(text: str, hidden: Sequence[Cover]) -> Iterator[tuple[Listed, Line]]:
    """Yield each line behind the item that it begins; of several markers in a line, each by itself."""
    outline = Outline()
    for line in lines(text):
        margin = text.rfind("\n", 0, line.start) + 1
        rest, item = line, _NONE
        while found := _marker(text, rest, item, hidden):
            column = len(text[margin : found.start()].expandtabs())
            depth = outline.item(found, column, alone=rest is line and line.first)
            if depth is None:
                break
            if item.marker:
                yield item, replace(rest, end=rest.start)
            item = Listed(marker=found.group(), spans=(), depth=depth)
            start = rest.end - len(text[found.end() : rest.end].lstrip())
            rest = replace(rest, start=start, first=True)
        if line.first and not item.marker:
            outline.part()
        yield item, rest


def _marker(text: str, line: Line, item: Listed, hidden: Sequence[Cover]) -> re.Match[str] | None:
    found = MARKER.match(text, line.start, line.end)
    if not found or not _open(found, hidden):
        return None
    if item.marker:  # a list may begin in the line of the item that it stands within
        begins = found.group().strip("().") in FIRST and item.marker.strip("().") != found.group().strip("().")
        return found if begins else None
    return None if found["sole"] and line.joined == " " and text[line.start - 1] == "\n" else found


def _open(found: re.Match[str], hidden: Sequence[Cover]) -> bool:
    return all(isinstance(span, Words) for span in cut(found.string, found.start(), found.end(), hidden))


def _block(text: str, item: Listed, held: Sequence[Line], hidden: Sequence[Cover]) -> Block:
    spans = tuple(_joined(text, held, hidden))
    return replace(item, spans=spans) if item.marker else Paragraph(spans=spans)


def _joined(text: str, held: Sequence[Line], hidden: Sequence[Cover]) -> Iterator[Span]:
    buffer: list[str] = []
    reached = 0  # where the last stretch that is not public ends: it may go on over the end of a line
    for line in held:
        if reached <= line.start:
            buffer.append(line.joined)
        for span in cut(text, max(line.start, reached), line.end, hidden):
            if isinstance(span, Words):
                buffer.append(pictures(span.text))
                continue
            if told := "".join(buffer):
                yield Words(told)
            buffer.clear()
            yield span
        if before := bisect_left(hidden, line.end, key=lambda c: c.start):
            reached = hidden[before - 1].end
    if told := "".join(buffer):
        yield Words(told)
