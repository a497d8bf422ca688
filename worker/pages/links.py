"""Where a text tells the address of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK: Final = re.compile(r"(?:https?|ftp)://[^\s<>\"\u3000-\u3003\uff08\uff09]{1,2000}", re.IGNORECASE)
_CLOSING: Final = ".,;:!?)]}'\u2019\u201d"


def links(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each link starts and ends, without what closes the sentence around it."""
    if "://" in text:
        for found in _LINK.finditer(text):
            yield found.start(), found.start() + len(found.group().rstrip(_CLOSING))
