"""The words of an entry as HTML: paragraphs, lists with their own numbers, redactions as labelled bars."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, assert_never

from markupsafe import Markup, escape

from worker.pages.shown import Listed, Paragraph, Redacted, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.pages.shown import Block, Span

_DEEPEST: Final = 3  # as deep as the style sheet indents


def passage(blocks: Iterable[Block]) -> Markup:
    """Write blocks as HTML in which every word is escaped."""
    return Markup("\n".join(_grouped(blocks)))  # noqa: S704 - made of escaped words only


def _grouped(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=_element):
        if kind == "p":
            yield from (f"<p>{_spans(block.spans)}</p>" for block in group)
        else:
            items = "\n".join(_item(block) for block in group if isinstance(block, Listed))
            # Safari forgets that a list without bullets of its own is a list.
            yield f'<{kind} role="list">\n{items}\n</{kind}>'


def _element(block: Block) -> str:
    match block:
        case Paragraph():
            return "p"
        case Listed(marker=marker):
            return "ol" if any(c.isalnum() for c in marker) else "ul"
        case _:
            assert_never(block)


def _item(block: Listed) -> str:
    within = f' class="within-{min(block.depth, _DEEPEST)}"' if block.depth else ""
    return f"<li{within}><span>{escape(block.marker)}</span> {_spans(block.spans)}</li>"


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    match span:
        case Words(text=text):
            return str(escape(text))
        case Redacted(label=label):
            # The brackets say it where no style sheet does: copied, read aloud, in a reader view.
            return f'<span class="redacted">[{escape(label)}]</span>'
        case _:
            assert_never(span)
