"""Where a text tells a telephone number, as people of many countries write it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST, _MOST = 7, 17  # digits, an extension among them
_LABEL_BEFORE: Final = 24  # characters in which a label is looked for
_BLANK: Final = "[ \t\u00a0\u2007\u2009\u202f]"
_RUN: Final = re.compile(
    rf"(?<![\w@])(?<!\d[.,:])[+(\uff0b]{{0,3}}\d(?:{_BLANK}?[().\-/\u2010-\u2015]?[()]?{_BLANK}?\d){{5,20}}(?![\w@])"
)
_DATE: Final = re.compile(r"\(?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)")
_SURE: Final = re.compile(r"[+\uff0b(]|0\d")  # an international, an area's or a trunk prefix
_SHAPES: Final = re.compile(
    r"\d{3}[-. ]\d{3}[-. ]\d{4}"  # North America
    r"|1[-. ]?\d{3}[-. ]?\d{3}[-. ]?\d{4}"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # mobile, China
)


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each telephone number starts and ends; days, amounts and the numbers of ships are none."""
    for run in _RUN.finditer(text):
        number = run.group()
        if not _FEWEST <= sum(c.isdigit() for c in number) <= _MOST or _DATE.match(number):
            continue
        if _SURE.match(number) or _SHAPES.fullmatch(number) or _labelled(text, run.start()):
            yield run.span()


def _labelled(text: str, at: int) -> bool:
    return bool(_labels().search(text[max(0, at - _LABEL_BEFORE) : at].casefold()))


@cache
def _labels() -> re.Pattern[str]:
    table = tomllib.loads(files("worker.pages").joinpath("labels", "telephone.toml").read_text(encoding="utf-8"))
    words = sorted({str(w).casefold() for w in chain.from_iterable(table.values())}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, words))})[\s.:\uff1a)+(]{{0,6}}$")
