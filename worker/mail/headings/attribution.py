"""The line above a quotation that tells who wrote it and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.headings.dates import written_date
from worker.mail.message import Address
from worker.mail.phrases import pattern, phrases
from worker.mail.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LINES = 5  # that a client spreads an attribution over
LONGEST = 400
ENDING = 40  # characters in which the verb stands at the end
HEAD = 5  # words before the date at most: "Il giorno lun 4 ..."
NAME = 9  # words of a name at most, with what clients put beside it
PLAIN = 150  # characters of an attribution that bears no address

ADDRESS = re.compile(r"[\w.+%'=/-]{1,80}@[\w-][\w.-]{0,120}\w")
DIGIT = re.compile(r"\d")
TIME = re.compile(r"(?<![\d:.])[012]?\d(?:[:.h：][0-5]\d|[時时시点點])|\d\s?[ap]\.?m\b", re.IGNORECASE)
DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)[0-3]?\d[./-][01]?\d[./-]\d\d|[12]\d{3}\s?[年년]")
CLOCK = re.compile(  # the last piece of a date, after which the name begins
    r"\d[\d:.,/年月日時时分년월일시분-]*(?:[\s,]*(?:[ap]\.?\s?m\.?(?![a-z])|(?:gmt|utc)(?:\s?[+-][\d:]+)?|[+-]\d{4}|(?-i:[A-Z]{3,4})(?=[\s,]|$)|uhr|г\.|р\.|hod\.|nachm\.|vorm\.|\([^)]{0,12}\)))*",
    re.IGNORECASE,
)
TRAILING = " \t*_-\u00a0\u200b\u200e\u200f\u202a\u202c\u2069"
EDGES = " \t*_-–—|،\"'“”«»[]<>(),;:：，、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Lines ``start`` to ``end`` (exclusive) and what they tell."""

    start: int
    end: int
    sender: Address | None
    sent_at: datetime | None


def attribution(lines: Sequence[str], last: int) -> Attribution | None:
    """Return the attribution that ends with line ``last``, if one does; the fewest lines that make sense are it."""
    if not _may_end(lines, last):
        return None
    joined, below = "", _prefixed_below(lines, last + 1)
    undated = None
    for start in range(last, max(last - LINES, -1), -1):
        line = _bare(lines[start], inner=start < last)
        if not line or len(joined) + len(line) > LONGEST:
            break
        joined = f"{line} {joined}" if joined else line
        if joined.count("<") >= joined.count(">") - (start == last) and (found := _read(joined, below=below)):
            sender, sent_at = found
            read = Attribution(start=start, end=last + 1, sender=sender, sent_at=sent_at)
            if sent_at and not _torn(lines, start):
                return read
            undated = undated or read  # the date may stand on the line above
    return undated


def _torn(lines: Sequence[str], start: int) -> bool:
    """Whether the date itself is wrapped: "On Thursday, July 6," above "2023 at 5:04 PM"."""
    above = lines[start - 1].strip() if start else ""
    return above.endswith(",") and lines[start].lstrip()[:1].isdigit() and any(map(str.isdigit, above))


def _bare(line: str, *, inner: bool) -> str:
    text = visible(line).strip(" *_")
    if not inner and text.startswith(">"):  # "Jane <jane@x.example" / "> wrote:", wrapped inside the brackets
        return text
    return text.strip("- ") if "---" in text else text


def _may_end(lines: Sequence[str], last: int) -> bool:
    line = lines[last][:LONGEST].rstrip(TRAILING)
    if not line:
        return False
    if line[-1] in ":：":
        return True
    if line[-1] == ">":  # no verb and no colon: believed only above a marked quotation
        return "@" in line and any(map(str.isdigit, line)) and _prefixed_below(lines, last + 1)
    return (
        line[-1].isalpha()
        and "@" in line + lines[last - 1]
        and line[-ENDING:].casefold().endswith(phrases("attribution", "verb"))
    )


def _prefixed_below(lines: Sequence[str], at: int) -> bool:
    for line in lines[at : at + 3]:
        if line.strip():
            return line.lstrip()[0] in ">|"
    return False


def _read(text: str, *, below: bool) -> tuple[Address | None, datetime | None] | None:
    if "@" not in text and not DIGIT.search(text):
        return None
    core = text.rstrip(" :：")
    if not core or core.count("<") < core.count(">"):
        return None
    closed = len(core) < len(text)
    address = ADDRESS.search(core)
    verb = pattern("attribution", "verb").search(core.casefold())
    time, day = TIME.search(core), DAY.search(core)
    date = min((m.start() for m in (time, day) if m), default=-1)
    if address:
        sound = _with_address(core, address, verb=verb is not None, date=date, closed=closed or below)
    else:
        sound = (
            bool(verb) and date >= 0 and _without_address(core, verb, date=date, timed=time is not None, below=below)
        )
    if not sound or (not below and _speaks(core, verb)):
        return None
    return _sender(core, address, verb), written_date(core) if date >= 0 else None


def _with_address(core: str, address: re.Match[str], *, verb: bool, date: int, closed: bool) -> bool:
    before = core[: address.start()]
    if 0 <= date < address.start():
        lead = core[: _first_digit(core, date)]
        return (verb or closed) and len(lead.split()) <= HEAD and _unbroken(lead)
    # the name stands first, and the date behind the verb if there is one
    named = before.rstrip(" \u202a")[-1:] in {"<", "(", "["} and 0 < len(before.strip(EDGES).split()) <= NAME
    return named and closed and (verb or date >= 0) and _unbroken(before)


def _without_address(core: str, verb: re.Match[str] | None, *, date: int, timed: bool, below: bool) -> bool:
    if verb is None or len(core) > PLAIN:
        return False
    if date > verb.start():  # "Jane Vale schrieb am 4. Juli 2023 um 10:00 Uhr:"
        return below or (timed and len(core[: verb.start()].split()) <= HEAD and core[:1].isupper())
    lead = core[: _first_digit(core, date)]
    if len(lead.split()) > HEAD or not _unbroken(lead) or len(core) - verb.end() > NAME:
        return False
    return below or (timed and _named(core, verb))


def _first_digit(core: str, date: int) -> int:
    """Where the date begins: "Em qui., 6 de julho de 2023" a few words before its year."""
    return next(at for at, char in enumerate(core[: date + 1]) if char.isdigit() or at == date)


def _unbroken(lead: str) -> bool:
    """Whether no sentence ends before the date; "Fr., 28." and "heinäk. 6" are dates."""
    return not re.search(r"\w{4}\.\s+[^\W\d_a-z]|[!?。！？]", lead)


def _named(core: str, verb: re.Match[str]) -> bool:
    name = _name(core[: verb.start()])
    return bool(name) and (not name[0].islower() or " " not in name)


def _speaks(core: str, verb: re.Match[str] | None) -> bool:
    end = verb.start() if verb else len(core)
    # in lower case only, for "The Hiring Desk" and "Er Wang" are names
    return any(found.start() > 0 for found in pattern("attribution", "voice").finditer(core[:end]))


def _sender(core: str, address: re.Match[str] | None, verb: re.Match[str] | None) -> Address | None:
    if address:
        return Address(name=_name(core[: address.start()]), address=address.group())
    before = core[: verb.start()] if verb else core
    name = _name(before)
    return Address(name=name) if name else None


def _name(before: str) -> str:
    text = before.rstrip(EDGES)
    for found in CLOCK.finditer(before.rstrip(EDGES)):
        text = before[found.end() :]
    words = text.strip(EDGES).split()
    fillers = {*phrases("attribution", "filler"), *phrases("attribution", "verb")}
    while words and words[0].strip(EDGES + ".").casefold() in fillers:
        del words[0]
    while words and words[-1].strip(EDGES + ".").casefold() in fillers:
        del words[-1]
    return " ".join(words).strip(EDGES) if len(words) <= NAME else ""
