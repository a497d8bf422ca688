"""The line with which a mail client announces the message that follows: "---------- Forwarded message ---------"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from worker.mail.tables import table
from worker.mail.visible import visible

_LONGEST = 400
_DASHES = re.compile(r"\s*(?:[-=_~*\u2010-\u2015]\s?){2,}[>\s]*")
_EDGES = " *_:\uff1a<>.\"'|【】「」[]()"
_TELLING = 10  # characters of a phrase that needs no dashes
_IDEOGRAPHS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a line announces, and the rest of the line where a client let its fields follow at once."""

    forward: bool  # else it stands below answers as well: "Original message"
    sure: bool  # else it is but a phrase without dashes or colon
    rest: str = ""


def announcement(text: str) -> Announcement | None:
    """Read a line, already without prefixes, as an announcement of a message below it.

    >>> announcement("-----Original Message-----")
    Announcement(forward=False, sure=True, rest='')
    """
    dashed = _DASHES.match(text)
    if dashed and dashed.end() < len(text):
        return _dashed(text[dashed.end() :])
    phrase = _folded(text[:_LONGEST])
    kind = _phrases().get(phrase)
    if kind is None or kind == "end" or not _telling(phrase):
        return None
    return Announcement(forward=kind == "forward", sure=text.rstrip(" *_")[-1:] in ":\uff1a")


def parts_messages(text: str) -> bool:
    """Tell whether a line is words between dashes, whatever they say; above fields it is a separator."""
    dashed = _DASHES.match(text)
    return dashed is not None and _DASHES.search(text, dashed.end(), _LONGEST) is not None


def ends_forward(text: str) -> bool:
    """Tell whether a line says that the forwarded message ends here."""
    dashed = _DASHES.match(text)
    return dashed is not None and _phrases().get(_folded(_DASHES.split(text[dashed.end() : _LONGEST])[0])) == "end"


def _dashed(text: str) -> Announcement | None:
    closing = _DASHES.search(text, 0, _LONGEST)
    phrase = _folded(text[: closing.start()] if closing else text[:_LONGEST])
    kind = _phrases().get(phrase)
    if kind == "end":
        return None
    if kind is None:
        if closing is None or not phrase.startswith(_beginnings()):
            return None
        kind = "forward"
    rest = text[closing.end() :].strip() if closing else ""
    if again := _DASHES.search(rest, 0, _LONGEST):  # "Preposlaná správa --- Forwarded Message --------"
        rest = rest[again.end() :].strip() if _folded(rest[: again.start()]) in _phrases() else rest
    return Announcement(forward=kind == "forward", sure=True, rest=rest)


def _telling(phrase: str) -> bool:
    # "Forward:" and "Fwd" may be anything; in Chinese, Japanese and Korean four signs are a phrase.
    return len(phrase) >= _TELLING or (phrase > "\u3000" and len(phrase) > _IDEOGRAPHS)


def _folded(text: str) -> str:
    return " ".join(visible(text).casefold().replace("\u0307", "").strip(_EDGES).split())


@cache
def _phrases() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("separators").values():
        for key, kind in (("forward", "forward"), ("original", "original"), ("ends", "end")):
            for phrase in row.get(key, ()):
                found.setdefault(_folded(phrase), kind)
    # Thunderbird in Finnish writes both: "Välitetty viesti / Fwd.Msg"
    found |= {f"{phrase} / fwd.msg": "forward" for phrase, kind in found.items() if kind == "forward"}
    return found


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{_folded(phrase)} " for row in table("separators").values() for phrase in row.get("begins", ()))
