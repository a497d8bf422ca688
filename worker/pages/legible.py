"""Text as a page may hold it: nothing in it that is not seen, or that turns what is seen around."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 256 * 1024  # no expression sees more of a text, and no page shows more
# Controls, lone surrogates, and what has no width; but for the joiners, which Persian, Hindi and emoji are spelt with.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def legible(text: str) -> str:
    r"""Leave out what nobody sees, and end every line in the same way.

    >>> legible("Who\u202e owns\r\nthe pier?")
    'Who owns\nthe pier?'
    """
    text = _ENDS.sub("\n", text[:LONGEST])
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def in_a_line(text: str) -> str:
    """Give a name, a role or a title as legible words in one line."""
    return " ".join(legible(text[:LONGEST]).split())
