"""The last step of every file: text as octets in UTF-8, without what hides, reverses or breaks words."""

from __future__ import annotations

import re
from typing import Final

# Control characters but tab and newline, bidi controls (UAX 9), marks of byte order, lone surrogates, noncharacters.
UNSEEN: Final = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def octets(text: str) -> bytes:
    """Encode a text of a page; what no reader may meet is left out."""
    return UNSEEN.sub("", text).encode()
