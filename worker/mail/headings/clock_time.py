"""The time of day and the zone that stand in a written date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from worker.mail.headings.plain_words import plain_words
from worker.mail.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOON = 12
_COLON = re.compile(r"(?<!\d)(\d{1,2}) ?[:h時时点點시] ?(\d{2})(?!\d)(?: ?[:m分분] ?(\d{2})(?!\d))?(?: ?[分秒분초])?")
_STOP = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.]?\d)")
_BARE = re.compile(r"(?<!\d)(\d{1,2})(?= ?[ap] ?m\b)|(?<=[午後前전후]) ?(\d{1,2}) ?[時时点點시]")
_OFFSET = re.compile(r"(?:\b(?:gmt|utc)|(?<![^\s(\d])) ?([+-])(\d{1,2}):?(\d{2})?(?![\d:])")
_ABBREVIATION = re.compile(r"[^\W\d_]{2,5}")
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day, and the stretch ``start:end`` it was read from."""

    at: time
    start: int
    end: int


def clock(words: str, *, stops: bool) -> Clock | None:
    """Read the time of day in folded words; ``stops`` allows a full stop between hour and minute."""
    found = _COLON.search(words) or (_STOP.search(words) if stops else None) or _BARE.search(words)
    if not found:
        return None
    hour, minute, second = ([int(part) for part in found.groups() if part] + [0, 0])[:3]
    before, after = words[: found.start()].rstrip(" ,("), words[found.end() :].lstrip(" ,")
    half = _half(before[-14:], after[:14])
    if (half == "noon" and hour < _NOON // 2) or (half == "after_noon" and hour < _NOON):
        hour += _NOON
    elif half == "before_noon" and hour == _NOON:
        hour = 0
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock's own figures
        return None
    at = time(hour, minute, min(second, 59))
    return Clock(at=at, start=found.start(), end=found.end())


def zone(text: str, tail: str) -> timezone | None:
    """Read the offset in the folded ``tail`` behind a time, or the one zone abbreviation in the text as written."""
    for found in _OFFSET.finditer(tail):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        offset = -offset if found[1] == "-" else offset
        if _WEST <= offset <= _EAST:
            return timezone(offset)
    if tail.startswith("z") and not tail[1:2].isalpha():
        return timezone.utc  # noqa: UP017 - written as the rest are
    known = _zones()
    named = (known[word] for word in _ABBREVIATION.findall(text) if word in known)
    return next(named, None)


def _half(before: str, after: str) -> str:
    for name, (heads, tails) in _halves().items():
        if tails.search(before) or heads.match(after):
            return name
    return ""


@cache
def _halves() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    halves: dict[str, list[str]] = table("calendar")["day_halves"]
    ahead = set(halves["ahead"])
    return {
        name: (
            re.compile(f"(?:{_either(phrases)})" + r"(?![^\W\d_])"),
            re.compile(f"(?:{_either(ahead.intersection(phrases))})" + r"\.?\Z"),
        )
        for name, phrases in halves.items()
        if name != "ahead"
    }


def _either(phrases: Iterable[str]) -> str:
    folded = sorted({plain_words(phrase) for phrase in phrases}, key=len, reverse=True)
    return "|".join(map(_half_pattern, folded)) or "(?!)"


def _half_pattern(word: str) -> str:
    spaced = re.escape(word).replace(r"\ ", r"\.? ?")
    # Chinese, Japanese and Korean write no space before: 7月6日下午5:00.
    return spaced if word[0] >= "\u3000" else rf"(?<![^\W\d_]){spaced}"


@cache
def _zones() -> dict[str, timezone]:
    zones: dict[str, list[str]] = table("calendar")["zones"]
    return {name: _offset(written) for written, names in zones.items() for name in names}


def _offset(written: str) -> timezone:
    hours, minutes = int(written[1:3]), int(written[4:6])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if written[0] == "-" else offset)
