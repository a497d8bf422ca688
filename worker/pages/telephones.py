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
# Where a line ends within a number of which no country has a whole one before it; the next line is no list's.
_BREAK: Final = rf"{_BLANK}{{0,2}}\n(?!{_BLANK}{{0,3}}\d{{1,3}}[.)](?!\d)){_BLANK}{{0,3}}"
_GAP: Final = rf"{_BLANK}?[().\-/\u2010-\u2015]?[()]?{_BLANK}?"
_WRAPPED: Final = re.compile(
    rf"(?=(?<![\w@])(?<!\d[.,:])([+(\uff0b]{{0,3}}\d(?:{_GAP}\d){{0,8}}[)\-]{{0,2}}{_BREAK}\(?\d(?:{_GAP}\d){{1,12}})(?![\w@]))"
)
_BROKEN: Final = re.compile(rf"[\d)\-]{_BREAK}\(?\d")  # most letters hold none: so much is soon told
_ENDS: Final = re.compile(rf"{_BLANK}*\n{_BLANK}*")
_JOINT: Final = re.compile(r"(?<=-) ")
_ONE: Final = re.compile(r"[^/\s](?:[^/]*[^/\s])?")
_NEAR: Final = 12  # characters between two numbers that are told in one breath: "555 0143 or 5550144"
_OR: Final = re.compile(rf"{_BLANK}*(?:[,/]|(?:,{_BLANK})?(?:eller|[^\W\d_]{{1,4}})){_BLANK}+|{_BLANK}*/{_BLANK}*")
_FULL: Final = 50  # columns: mail clients wrap no line before
_ABROAD: Final = re.compile(r"[+\uff0b]|\((?:0\d{1,4}|\d{3})\)|00[1-9]")
_DATE: Final = re.compile(r"\(?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)")
_SURE: Final = re.compile(r"[+\uff0b(]|0\d")  # an international, an area's or a trunk prefix
_SHAPES: Final = re.compile(
    r"\d{3}[-. ]\d{3}[-. ]\d{4}"  # North America
    r"|1[-. ]?\d{3}[-. ]?\d{3}[-. ]?\d{4}"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # mobile, China
)


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each telephone number starts and ends; days, amounts and the numbers of ships are none."""
    before = -_NEAR - 1
    for start, end in _runs(text):
        close = start - before <= _NEAR and _OR.fullmatch(text, before, start)
        if _is_one(text, start, text[start:end], sure=bool(close)):
            before = end
            yield start, end
    for run in _WRAPPED.finditer(text) if _BROKEN.search(text) else ():
        number = _JOINT.sub("", _ENDS.sub(" ", run[1]))
        if (_ABROAD.match(number) or _full(text, *run.span(1))) and _is_one(text, run.start(1), number):
            yield run.span(1)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        if sum(map(str.isdigit, run.group())) <= _MOST:
            yield run.span()
        else:  # too long for one: "22 12 34 56 / 22 12 34 57"
            yield from ((run.start() + one.start(), run.start() + one.end()) for one in _ONE.finditer(run.group()))


def _is_one(text: str, at: int, number: str, *, sure: bool = False) -> bool:
    if not _FEWEST <= sum(c.isdigit() for c in number) <= _MOST or _DATE.match(number):
        return False
    return sure or bool(_SURE.match(number) or _SHAPES.fullmatch(number)) or _labelled(text, at)


def _full(text: str, start: int, end: int) -> bool:
    """Tell whether the line that ends within a number is as long as those that a mail client wraps."""
    return text.index("\n", start, end) - (text.rfind("\n", 0, start) + 1) >= _FULL


def _labelled(text: str, at: int) -> bool:
    return bool(_labels().search(text[max(0, at - _LABEL_BEFORE) : at].casefold()))


@cache
def _labels() -> re.Pattern[str]:
    table = tomllib.loads(files("worker.pages").joinpath("labels", "telephone.toml").read_text(encoding="utf-8"))
    words = sorted({str(w).casefold() for w in chain.from_iterable(table.values())}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, words))})[\s.:\uff1a)+(]{{0,6}}$")
