"""Names and addresses as mail clients write them above a message: not RFC 5322, but meant for people."""

from __future__ import annotations

import re

from worker.mail.message import Address
from worker.mail.visible import visible

_MOST = 500
_PIECE = 1_000
_LINK = re.compile(r"[<\[]mailto:([^<>\[\]\s]*)[>\]]", re.IGNORECASE)
_QUOTES = {'"': '"', "“": "”", "„": "”“", "«": "»"}
_AROUND = " \t|\"'“”„«»\u2018\u2019*_,;:\uff1a"
_STOPS = frozenset(" <>()[]{},;:\"'“”„«»\u2018\u2019\uff0c\uff1b、")
_SEMICOLONS = re.compile("[;\uff1b\u061b]")
_EMPTY = re.compile(r"[<\[(\uff08]\s*[>\])\uff09]")


def written_addresses(text: str) -> tuple[Address, ...]:
    """Read the addresses of one field, without doubles; a name that stands alone is an address without an addr-spec.

    >>> written_addresses("Vale, Imogen <imogen@hsa.example>; desk@hsa.example <mailto:desk@hsa.example>")
    (Address(name='Vale, Imogen', address='imogen@hsa.example'), Address(name='', address='desk@hsa.example'))
    """
    lines = visible(text)
    if "mailto:" in lines.lower():
        lines = _LINK.sub(r" <\1> ", lines)
    if '";' in lines:  # "王芳";<wang@qq.example>; as QQ writes it in English
        lines = lines.replace('";<', '" <').replace('"; <', '" <')
    found: dict[str, Address] = {}
    for piece in _pieces(lines) if "@" in lines else _names(lines):
        address = _address(piece)
        if address is not None:
            found.setdefault(address.key or address.name, address)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _names(text: str) -> list[str]:
    # "Alice Jones, Bob Smith" are two, "Jones, Alice" is one.
    pieces = [piece for piece in _SEMICOLONS.split(text) if piece.strip()]
    commas = text.split(",")
    full = len(pieces) == 1 and all(" " in piece.strip() for piece in commas)
    return commas if full else pieces


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    start, closing, depth, complete, blank = 0, "", 0, False, True
    for at, char in enumerate(text):
        opens, blank = blank and char in _QUOTES, blank and char in " <("
        if closing:
            closing = "" if char in closing else closing
        elif opens:
            closing = _QUOTES[char] if text.find(_QUOTES[char][0], at + 1, at + 200) > 0 else ""
        elif char in "<(":
            depth += 1
        elif char in ">)":
            depth = max(0, depth - 1)
        elif char == "@":
            complete = complete or (text[at - 1 : at].strip() != "" and text[at + 1 : at + 2].strip() != "")
        elif (char in ";\uff1b؛" and depth == 0) or (char in ",\uff0c、،" and depth == 0 and complete):
            pieces.append(text[start : min(at, start + _PIECE)])
            start, complete, blank = at + 1, False, True
    pieces.append(text[start : start + _PIECE])
    return pieces


def _address(piece: str) -> Address | None:
    at = _at(piece)
    if at is None:
        name = _EMPTY.sub("", piece).strip(_AROUND)
        return Address(name=name) if name else None
    start = end = at
    while start > 0 and piece[start - 1] not in _STOPS:
        start -= 1
    while end + 1 < len(piece) and piece[end + 1] not in _STOPS:
        end += 1
    address = piece[start : end + 1].strip(".'*_|")
    before, behind = piece[:start].rstrip(" <(["), piece[end + 1 :].lstrip(" >)]")
    name = before.strip(_AROUND)
    if not name and behind.startswith("("):
        name = behind[1:].partition(")")[0].strip()
    if name.casefold() == address.casefold() or "@" in name:
        name = name.partition("@")[0].strip(_AROUND) if " " in name.partition("@")[0].strip() else ""
    return Address(name=" ".join(name.split()), address=address)


def _at(piece: str) -> int | None:
    angle = piece.find("<")
    while angle >= 0:  # "a@b <c@d>": what stands in angle brackets is the address
        close = piece.find(">", angle)
        at = piece.find("@", angle, close if close > 0 else len(piece))
        if at > 0:
            return at
        angle = piece.find("<", angle + 1)
    at = piece.find("@")
    while at >= 0:
        if 0 < at < len(piece) - 1 and piece[at - 1] not in _STOPS and piece[at + 1] not in _STOPS:
            return at
        at = piece.find("@", at + 1)
    return None
