"""The words of a page, as plain text and as a search compares them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never
from unicodedata import category, normalize

from worker.pages import redact
from worker.pages.shown import Listed, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.pages.shown import Block

WORD: Final = re.compile(r"\w+")
LONGEST: Final = 200  # characters of a word that is kept: where none stands apart, a sentence is a word
# Letters with a stroke or of two are no letters with an accent to Unicode.
FOLDED: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "ng",
    "\u0131": "i",
}  # fmt: skip
_FOLDED: Final = str.maketrans(FOLDED)


def words(texts: Iterable[str]) -> str:
    """Give each word once, in order, in lower case and without accents, as the script folds what is typed.

    >>> words(["Déjà vu, deja"])
    'deja vu'
    """
    found = set(WORD.findall(folded("\n".join(texts))))
    return " ".join(sorted(word for word in found if len(word) <= LONGEST))


def folded(text: str) -> str:
    """Fold a text as the script folds it: lower case, compatibility forms made one, accents and vowel signs dropped.

    >>> folded("Þórsson, Ørsted")
    'thorsson, orsted'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in normalize("NFKD", text.lower()).translate(_FOLDED) if category(c)[0] != "M")


def plain(blocks: Iterable[Block]) -> str:
    """Give blocks as plain text: blank lines between them, items as deep as they stand, redactions in brackets."""
    return "\n\n".join(_told(block) for block in blocks)


def _told(block: Block) -> str:
    match block:
        case Paragraph(spans=spans):
            return redact.plain(spans)
        case Listed(marker=marker, spans=spans, depth=depth):
            return f"{'  ' * depth}{marker} {redact.plain(spans)}".rstrip()
        case _:
            assert_never(block)
