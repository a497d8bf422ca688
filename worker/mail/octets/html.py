"""HTML to text by one pass over its tags: no tree, no recursion, nothing fetched, what is hidden left out."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from worker.mail.octets.layout import Layout
from worker.mail.octets.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Callable

_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:_-]*+)([^<>]*+)(?:>|\Z)|!--|[!?][^<>]*+>)")
# What stands in these is no text for a reader; they end at their own end tag, whatever stands between.
_RAW = frozenset({"script", "style", "title", "xml", "iframe", "template", "noembed", "noframes", "svg", "math"})
_RAW_END = {name: re.compile(rf"</{name}(?![a-z0-9])[^<>]*+>", re.IGNORECASE) for name in _RAW}
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source", "track"}
)
_BLOCK = frozenset(
    "html body div section article header footer main nav aside address center form fieldset figure figcaption details "  # noqa: SIM905 - a table of words
    "summary dl dt dd tbody thead tfoot table caption option".split()
)
_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_STYLED = re.compile(r"style|hidden|class|border", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_HIDDEN_ATTRIBUTE = re.compile(r"\shidden(?=[\s=/]|\Z)", re.IGNORECASE)
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
# Outlook's and Apple Mail's paragraphs stand as close as lines, and an empty one makes the blank line.
_CLOSE = re.compile(r"Mso|margin(?:-top|-bottom)?\s*:\s*0", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_INDENT = re.compile(
    r"border(?:-left)?\s*:\s*(?:none|0)", re.IGNORECASE
)  # Gmail indents by a blockquote with no border
_START = re.compile(r"\bstart\s*=\s*[\"']?(\d{1,5})", re.IGNORECASE)
_LETTERS = re.compile(r"\btype\s*=\s*[\"']?([aA])\b|list-style(?:-type)?\s*:\s*(lower|upper)-(?:alpha|latin)")
_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")  # no character has such a number


def plain(html: str) -> str:
    r"""Tell an HTML text as a reader sees it, line by line, a quotation behind "> " for each level.

    >>> plain("<div>Hello,</div><blockquote>dear <b>reader</b><br>&amp; friend</blockquote>")
    'Hello,\n> dear reader\n> & friend'
    """
    layout = Layout()
    end, at = len(html), 0
    hidden: tuple[str, int] | None = None  # the element that is not shown, and how deep we are in elements of its name
    while at < end:
        match = _TAG.search(html, at)
        if match is None:
            break
        if hidden is None and match.start() > at:
            layout.write(_characters(html[at : match.start()]))
        at = match.end()
        if match[2] is None:
            at = _after_comment(html, match) if match[0] == "<!--" else at
            continue
        name = match[2].lower()
        attributes = match[3]
        if attributes and attributes.count('"') % 2:
            at = _after_quote(html, at)  # a ">" stood within an attribute's value
        if name in _RAW:
            at = at if match[1] or attributes.endswith("/") else _after_raw(html, name, at)
        elif hidden is not None and not _ends_paragraph(hidden[0], name, match[1]):
            hidden = _still_hidden(hidden, name, closing=bool(match[1]))
        elif not match[1] and attributes and _hides(name, attributes):
            hidden = (name, 1)
        else:
            hidden = None
            _tell(layout, name, attributes, closing=bool(match[1]))
    if hidden is None and at < end:
        layout.write(_characters(html[at:]))
    return layout.text()


def _characters(written: str) -> str:
    return unescape(_NUMBER.sub("\ufffd", written)) if "&" in written else written


def _after_comment(html: str, match: re.Match[str]) -> int:
    at = html.find("-->", match.start() + 2)
    return len(html) if at < 0 else at + 3


def _after_quote(html: str, at: int) -> int:
    quote = html.find('"', at, at + 2_000)
    close = html.find(">", quote, quote + 2_000) if quote >= 0 else -1
    return close + 1 if close >= 0 else at


def _after_raw(html: str, name: str, at: int) -> int:
    match = _RAW_END[name].search(html, at)
    return match.end() if match else len(html)


def _hides(name: str, attributes: str) -> bool:
    if name in _VOID or name in {"html", "body"} or not _STYLED.search(attributes):
        return False
    return bool(
        _HIDDEN.search(attributes) or _HIDDEN_ATTRIBUTE.search(_VALUE.sub("", attributes)) or unseen(name, attributes)
    )


def _still_hidden(hidden: tuple[str, int], name: str, *, closing: bool) -> tuple[str, int] | None:
    around, depth = hidden
    if name != around:
        return hidden
    if not closing:
        return around, depth + 1
    return (around, depth - 1) if depth > 1 else None


def _ends_paragraph(around: str, name: str, slash: str) -> bool:
    return around == "p" and not slash and (name in _BLOCK or name in _PARAGRAPH)  # its end tag may be left out


def _tell(layout: Layout, name: str, attributes: str, *, closing: bool) -> None:
    if name in _BLOCK:
        layout.end_line()
        if not closing and attributes and "white-space" in attributes and _KEPT.search(attributes):
            layout.keep(name)
    elif name in _PARAGRAPH:
        layout.end_line()
        if closing:
            layout.end_paragraph()
        else:
            layout.paragraph(close=bool(attributes and _CLOSE.search(attributes)))
    else:
        told = _TELLING.get(name)
        if told is not None:
            told(layout, attributes, closing)
    if layout.kept and name in layout.kept:
        layout.count(name, closing=closing)


def _blockquote(layout: Layout, attributes: str, closing: bool) -> None:  # noqa: FBT001 - a row of the table below
    if closing:
        layout.end_quote()
    else:
        layout.quote(shown=not _INDENT.search(attributes) or "cite" in attributes)


def _list(layout: Layout, attributes: str, closing: bool, *, numbered: bool) -> None:  # noqa: FBT001 - as above
    layout.end_line()
    if closing:
        layout.end_list()
    else:
        start = _START.search(attributes) if numbered else None
        letters = _LETTERS.search(attributes) if numbered else None
        layout.list(
            first=(int(start[1]) if start else 1) if numbered else None,
            letters=("A" if letters[1] == "A" or letters[2] == "upper" else "a") if letters else "",
        )


_TELLING: dict[str, Callable[[Layout, str, bool], None]] = {
    "br": lambda layout, _, __: layout.new_line(),
    "hr": lambda layout, _, __: layout.rule(),
    "tr": lambda layout, _, __: layout.end_line(),
    "td": lambda layout, _, closing: None if closing else layout.cell(),
    "th": lambda layout, _, closing: None if closing else layout.cell(),
    "pre": lambda layout, _, closing: layout.preformatted(closing=closing),
    "blockquote": _blockquote,
    "ul": lambda layout, attributes, closing: _list(layout, attributes, closing, numbered=False),
    "ol": lambda layout, attributes, closing: _list(layout, attributes, closing, numbered=True),
    "li": lambda layout, _, closing: layout.end_line() if closing else layout.item(),
}
