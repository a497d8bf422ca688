"""The text of a mail: its plain text if that holds words, else its HTML as text (RFC 2046 section 5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.octets.attachment import body
from worker.mail.octets.charset import clean, decoded
from worker.mail.octets.flowed import unflowed
from worker.mail.octets.html import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.mail.octets.limits import Limits
    from worker.mail.octets.structure import Part

_WORD = re.compile(r"[^\W_]")
_WIDEST = 2_000  # characters of a line; a longer one is broken at a space
_STUB = 400  # characters; so short a text beside much HTML may only say that there is HTML
_MUCH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    text: str
    html: bool = False


def text(parts: Sequence[Part], contents: Mapping[int, bytes], limits: Limits) -> str:
    """Choose and join the readable parts of a mail."""
    pieces: list[list[_Piece]] = [[] for _ in parts]
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if not part.multipart and body(part) and part.type != "text/x-amp-html":
            pieces[index] = [_leaf(part, contents[index], limits)]
        elif part.type == "multipart/alternative":
            pieces[index] = _chosen(pieces[index])
        if part.parent >= 0 and _readable(parts, index):
            pieces[part.parent] = pieces[index] + pieces[part.parent]
    return _joined(pieces[0], limits) if pieces else ""


def _readable(parts: Sequence[Part], index: int) -> bool:
    # Of a report only the first part is for people (RFC 6522 section 3).
    return parts[parts[index].parent].type != "multipart/report" or index == parts[index].parent + 1


def _leaf(part: Part, content: bytes, limits: Limits) -> _Piece:
    html = part.type == "text/html"
    most = limits.html if html else 4 * limits.text
    written = decoded(content[:most], part.parameters.get("charset", ""))
    if not html and part.parameters.get("format", "").lower() == "flowed":
        told = part.parameters.get("delsp", "").lower()
        written = unflowed(clean(written[: limits.text]), delete_space=told == "yes")
    return _Piece(text=written, html=html)


def _chosen(pieces: list[_Piece]) -> list[_Piece]:
    plains = [each for each in pieces if not each.html and _WORD.search(each.text)]
    htmls = [each for each in pieces if each.html]
    if not plains or not htmls:
        return plains or htmls or pieces
    length, wide = sum(len(each.text) for each in plains), sum(len(each.text) for each in htmls)
    if length < _STUB and wide > _MUCH * (length + _STUB):
        told = [_Piece(text=plain(each.text)) for each in htmls]
        if sum(len(each.text) for each in told) > 2 * length + _STUB:
            return told
    return plains


def _joined(pieces: list[_Piece], limits: Limits) -> str:
    if len(pieces) == 1 and not pieces[0].html:
        return _broken(clean(pieces[0].text[: limits.text]))
    told: dict[str, str] = {}  # by its letters: some clients send the same text twice
    for piece in pieces:
        written = _broken(clean((plain(piece.text) if piece.html else piece.text)[: limits.text]))
        if _WORD.search(written):
            told.setdefault("".join(written.split()), written.strip("\n"))
    return "\n\n".join(told.values())[: limits.text]


def _broken(written: str) -> str:
    if len(written) <= _WIDEST:
        return written
    rows: list[str] = []
    for row in written.split("\n"):
        rest = row
        while len(rest) > _WIDEST:
            at = rest.rfind(" ", 1, _WIDEST)
            at = at if at > 0 else _WIDEST
            rows.append(rest[:at])
            rest = rest[at:].lstrip(" ")
        rows.append(rest)
    return "\n".join(rows)
