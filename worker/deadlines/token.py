"""A letter's words, figures and marks, one after the other."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from worker.deadlines.fold import fold

# Chinese is read character by character; a figure is read with what makes it a date or a time of day.
TOKEN: Final = re.compile(
    r"""(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?[日号號]?)
    |(?P<figures>\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d)|\d{1,2}\.(?:1[0-2]|0?[1-9])\.(?!\d)|\d{1,2}/\d{1,2}(?![\d/]))
    |(?P<clock>\d{1,2}[:h.]\d\d(?:[:]\d\d)?(?![\d,])|\d{1,2}\s?[点點](?:\s?\d{1,2}\s?分|半|整)?)
    |(?P<hours>\d{1,3}h(?![^\W\d_]))
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th|er|º|ª|°|ème|eme|de)(?![^\W_]))
    |(?P<number>\d+)
    |(?P<word>[\u3040-\u9fff]|[^\W\d_\u3040-\u9fff]+)
    |(?P<joint>(?<=[^\W\d_])['\u2019\u2010\u2011-](?=[^\W_]))
    |(?P<mark>[^\w\s]|_)""",
    re.VERBOSE,
)


class Token(NamedTuple):  # made faster than a dataclass, and a letter has hundreds
    """A word, figure or mark: its kind, how it is compared, and where it stands."""

    kind: str
    word: str
    written: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Cut a sentence into tokens; apostrophes and hyphens between letters only part them."""
    return tuple(
        Token(match.lastgroup or "", match.group(), text[match.start() : match.end()], match.start(), match.end())
        for match in TOKEN.finditer(fold(text))
        if match.lastgroup != "joint"
    )
