"""The tables of words by language that tell whose words are whose."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from worker.mail.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts that write no space between words: a phrase in them stands anywhere.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def phrases(name: str, kind: str) -> tuple[str, ...]:
    """Return the case-folded phrases of one kind, of every language in ``labels/NAME.toml``, longest first."""
    languages = table(name).values()
    found = {str(phrase).casefold() for phrase in chain.from_iterable(row.get(kind, ()) for row in languages)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def pattern(name: str, *kinds: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of these kinds in case-folded text; a ``*`` at its end leaves the word open."""
    found = chain.from_iterable(phrases(name, kind) for kind in kinds)
    return re.compile(_alternatives(sorted(found, key=len, reverse=True)) or r"(?!)")


def _alternatives(found: Iterable[str]) -> str:
    return "|".join(map(_alternative, found))


def _alternative(phrase: str) -> str:
    stem = phrase.rstrip("*")
    body = re.escape(stem).replace(r"\ ", r"\s+")
    before = "" if UNSPACED.match(stem[0]) or not stem[0].isalnum() else r"(?<!\w)"
    after = "" if phrase.endswith("*") or UNSPACED.match(stem[-1]) or not stem[-1].isalnum() else r"(?!\w)"
    return before + body + after
