"""What a reader sees of a line: without zero-width characters, with ordinary spaces, without quotation prefixes."""

from __future__ import annotations

import re

_INVISIBLE = [
    0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
]  # fmt: skip
_SPACES = [0x09, 0x0B, 0x0C, 0x0D, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_VISIBLE: dict[int, str | None] = {**dict.fromkeys(_INVISIBLE, None), **dict.fromkeys(_SPACES, " ")}
_PREFIX = re.compile(r" *(?:[>|] *)+")
_LONGEST = 2_000  # no expression sees more of a line


def visible(line: str) -> str:
    """Leave out what has no width and turn every kind of blank into a space."""
    if line.isascii():
        return line.expandtabs(1) if "\t" in line else line
    return line.translate(_VISIBLE)


def unprefixed(line: str) -> tuple[int, str]:
    """Tell how many quotation prefixes stand before a line, and what the line says."""
    text = visible(line[:_LONGEST])
    found = _PREFIX.match(text)
    if not found:
        return 0, text.strip()
    prefix = found.group()
    return prefix.count(">") + prefix.count("|"), text[found.end() :].strip()
