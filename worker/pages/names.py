"""Where a text tells one of the words that a person listed, however they are cased and wrapped."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.mail.phrases import UNSPACED
from worker.pages.legible import in_a_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINERS: Final = str.maketrans("", "", "\u200c\u200d")
_ALIKE: Final = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"})
_CLASSES: Final = {"'": "['\u2019\u02bc]", "-": "[-\u2010\u2011]"}


def names(text: str, values: tuple[str, ...], *, whole: bool = True) -> Iterator[tuple[int, int]]:
    """Yield where a name starts and ends; ``whole`` leaves alone a name that is the beginning of another word.

    An exact span is told with ``whole`` off: the words as they stand, but for how they are cased and wrapped.
    """
    seen, places = _without_joiners(text)
    folded = seen.translate(_ALIKE).casefold()
    told = tuple(sorted({v for v in map(_told, values) if v and max(v.casefold().split(), key=len) in folded}))
    if not told:
        return
    for found in _expression(told, whole).finditer(seen):
        yield (
            places[found.start()] if places else found.start(),
            (places[found.end() - 1] + 1 if places else found.end()),
        )


def _told(value: str) -> str:
    return in_a_line(value.translate(_ALIKE).translate(_JOINERS))


def _without_joiners(text: str) -> tuple[str, list[int]]:
    if "\u200c" not in text and "\u200d" not in text:
        return text, []
    places = [at for at, c in enumerate(text) if c not in "\u200c\u200d"]
    return text.translate(_JOINERS), places


@lru_cache(maxsize=512)
def _expression(told: tuple[str, ...], whole: bool) -> re.Pattern[str]:  # noqa: FBT001 - a cached function
    # no flag makes "SS" of "\u00df", or "i" of the dotted capital
    spelt = {way for v in told for way in (v, v.casefold(), v.upper())}
    longest = sorted(spelt, key=lambda v: (-len(v), v))
    return re.compile("|".join(_alternative(v, whole=whole) for v in longest), re.IGNORECASE)


def _alternative(value: str, *, whole: bool) -> str:
    words = r"\s+".join("".join(_CLASSES.get(c, re.escape(c)) for c in word) for word in value.split())
    if not whole:
        return words
    # An underscore is no letter: people write _so_ where they can't write italics.
    before = r"(?<![^\W_])" if _bounded(value[0]) else ""
    after = r"(?![^\W_])" if _bounded(value[-1]) else ""
    return f"{before}{words}{after}"


def _bounded(character: str) -> bool:
    return character.isalnum() and not UNSPACED.match(character)
