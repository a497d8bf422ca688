"""The line below a sign-off, if it looks like the name of a person, a team or an office."""

from __future__ import annotations

import re

from worker.mail.body.sentence import speaks
from worker.mail.body.signoff import signs_off
from worker.mail.headings.calendar_names import TOKEN, calendar_names, weekdays
from worker.mail.headings.plain_words import plain_words
from worker.mail.visible import visible

MOST = 6  # words
ABBREVIATED = 5  # characters with the full stop: "Jr.", "Ltd."
SHORTEST = 3  # letters of a month that proves anything
CLOCK = r"(?:st|nd|rd|th|[ap]\.?m|uhr|h|º|ª)\b"
FIGURES = re.compile(rf"\d\s?(?:[./:-]\s?\d|[年月日時时點点년월일시]|{CLOCK})", re.IGNORECASE)


def may_name(line: str) -> bool:
    """Tell whether a line may be the first of a block that names an author, and is no part of a sentence."""
    text = visible(line).strip().strip("-–—~/*_,| ")
    words = text.split()
    if not words or len(words) > MOST or signs_off(line) or text[0].islower() or text[0].isdigit():
        return False
    if text[-1] in "?!:;。？！" or (text[-1] == "." and len(words[-1]) >= ABBREVIATED):
        return False
    return not _dates(text) and not speaks(text)


def _dates(text: str) -> bool:
    """Tell whether a line is a date or has one: "November 30", "Pier 4, 16:00", "Monday afternoon"; "May" is a name."""
    folded = plain_words(text)
    if any(map(str.isdigit, text)):
        return bool(FIGURES.search(text) or weekdays(folded)) or any(map(_month, _tokens(folded)))
    others = [word for word in text.split() if word[:1].isupper() and not _calendars(word)]
    return bool(weekdays(folded)) and not others and (len(text.split()) > 1 or text.endswith("."))


def _tokens(folded: str) -> list[str]:
    return [word for _, word in TOKEN.findall(folded)]


def _month(word: str) -> bool:
    return len(word) >= SHORTEST and word in calendar_names().months


def _calendars(word: str) -> bool:
    folded = plain_words(word)
    return bool(weekdays(folded)) or any(map(_month, _tokens(folded)))
