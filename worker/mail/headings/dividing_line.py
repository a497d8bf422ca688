"""Lines such as "-----Original Message-----" that part an answer from what it answers."""

from __future__ import annotations

import re

from worker.mail.phrases import phrases
from worker.mail.visible import visible

LONGEST = 200
DASHED = re.compile(r"[\s*>]*[-_=–—*+~]{2,}\s*(?P<words>[^\W\d_].*?)\s*:?[\s*]*[-_=–—*+~]{2,}[\s*]*")
EDGES = " *:：-_=–—"


def divides(line: str) -> bool:
    """Tell whether a line says, in dashes or before a colon, that an original or forwarded message follows."""
    text = visible(line[:LONGEST]).strip()
    if len(text) < 4:  # noqa: PLR2004 - the shortest such line
        return False
    dashed = DASHED.fullmatch(text) if text[0] in "-_=–—*+~" else None
    if dashed is None and text[-1] not in ":：*":
        return False
    words = text.strip(EDGES).casefold()
    if dashed is None:  # "Begin forwarded message:"; one word before a colon may be anything
        return " " in words and words in phrases("separators", "forward")
    return (
        words in phrases("separators", "forward")
        or words in phrases("separators", "original")
        or words.startswith(phrases("separators", "begins"))
    )
