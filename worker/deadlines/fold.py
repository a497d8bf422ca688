"""How words are compared: in lower case, without accents, each character for one character."""

from __future__ import annotations

import unicodedata
from typing import Final

_LETTERS: Final = {
    code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00))
}


def fold(text: str) -> str:
    """Write a text as it is compared."""
    return text.lower() if text.isascii() else text.translate(_LETTERS).lower()
