"""A notice in which no word of a letter calls anybody, leads anywhere or looks other than it is, in any chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.notices.safe import line, written

if TYPE_CHECKING:
    from worker.notices.notice import Notice

_WIDE: Final = 0xFEE0  # from a character of ASCII to its full-width form
# @everyone, <!channel>, <https://e.example|words>, [words](https://e.example), # heading, *, `, ~ and || of Markdown
_ACTED_ON: Final = {ord(character): ord(character) + _WIDE for character in "@<>[]#*`~|\\"}
_SOMETIMES: Final = re.compile(
    r"(?<![^\W_])_|_(?![^\W_])"  # emphasis; within a word it is none
    r"|:(?=//)|(?<=(?<![^\W_])www)\."  # the begin of a link
    r"|&(?=#?\w{1,32};)",  # what may be read as one of these characters
    re.IGNORECASE,
)


def for_chat(notice: Notice) -> Notice:
    """Write what the services act on in its full-width form, which reads the same and does nothing."""
    return written(notice, inert)


def inert(text: str) -> str:
    r"""Give a line that any chat shows as it is.

    >>> inert("*Hi* @everyone, see [us](https://e.example)").encode("ascii", "backslashreplace").decode()
    '\\uff0aHi\\uff0a \\uff20everyone, see \\uff3bus\\uff3d(https\\uff1a//e.example)'
    """
    return _SOMETIMES.sub(lambda mark: chr(ord(mark[0]) + _WIDE), line(text)).translate(_ACTED_ON)
