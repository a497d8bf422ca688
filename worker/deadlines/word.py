"""A text's bare words, for a first look."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[\u3040-\u9fff]|[^\W\d_\u3040-\u9fff]+")


def words(text: str) -> list[str]:
    """List the words of a text; Chinese is read character by character."""
    return _WORD.findall(text)
