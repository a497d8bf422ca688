"""The tables of words by language that tell whose words are whose."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from worker.mail.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts that write no space between words, or vowels that are no word characters: a phrase in them stands anywhere.
UNSPACED = re.compile(r"[\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def phrases(name: str, kind: str) -> tuple[str, ...]:
    """Return the case-folded phrases of one kind, of every language in ``labels/NAME.toml``, longest first."""
    languages = table(name).values()
    found = {str(phrase).casefold() for phrase in chain.from_iterable(row.get(kind, ()) for row in languages)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def pattern(name: str, *kinds: str) -> re.Pattern[str]:
    """Return a pattern that finds phrases of these kinds in case-folded text; a ``*`` leaves the end of a word open."""
    found = sorted({*chain.from_iterable(phrases(name, kind) for kind in kinds)}, key=lambda row: (-len(row), row))
    anywhere = [phrase for phrase in found if not bounded(phrase)]
    groups = [_group([phrase for phrase in found if bounded(phrase)], r"(?<!\w)"), _group(anywhere, "")]
    return re.compile("|".join(filter(None, groups)) or r"(?!)")


def bounded(phrase: str) -> bool:
    """Tell whether a phrase begins with a word, not in the middle of one."""
    return phrase[0].isalnum() and not UNSPACED.match(phrase[0])


def _group(found: Iterable[str], before: str) -> str:
    rows = [_written(phrase) for phrase in found]
    if not rows:
        return ""
    # the set of first characters is looked at first: it spares nearly every position the alternatives
    first = "".join(sorted({re.escape(phrase[0]) for phrase in found}))
    return rf"{before}(?=[{first}])(?:{'|'.join(rows)})"


def _written(phrase: str) -> str:
    stem = phrase.rstrip("*")
    after = "" if not bounded(stem[-1]) else r"\w*" if phrase.endswith("*") else r"(?!\w)"
    return re.escape(stem).replace(r"\ ", r"\s+") + after
