"""What gateways and ticket systems put above a text: nobody's words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from worker.mail.families import families
from worker.mail.phrases import pattern, phrases
from worker.mail.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

BANNERS = 8  # paragraphs of them at most
PARAGRAPH = 8  # lines of one at most
LONGEST = 1_200  # characters of one at most
REMEMBERED = 4_096  # lines; histories repeat theirs
BARE = 9  # words of a ticket line without marks around it
TICKET = 160  # characters of a ticket line at most
WORDS = 40  # of one sentence of a warning at most

SENTENCE = re.compile(r"[.!?]+[\])*>\"”]*(?=\s|$)|[。！？]+[」』】]?|\](?=\s|$)|】|(?<=\w)(?::(?=\s)|：|\s[–—-](?=\s))")
EDGES = "[]【】()<>*#=-_!⚠️:：.。！|\"' \n\t"
SHOWN = frozenset({"tag", "rare", "this", "origin"})  # after which no author speaks
SUBJECT = frozenset({"mail", "outside", "came", "home", "warn", "object", "care", "sure"})
BRIEFEST = 4  # words that tell an origin without speaking of a mail
BRIEF = 40  # characters of a warning in three words
DECORATION = re.compile(r"[\W_]*")


def without_gateway(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines without the warnings at their top; what an author wrote behind them stays."""
    rest, warned = list(lines[: PARAGRAPH * BANNERS]), False
    for _ in range(BANNERS):
        start = _first(rest)
        paragraph = _paragraph(rest, start)
        if not paragraph:
            break
        kept = _unwarned(paragraph, warned=warned)
        if kept is None:
            break
        warned = True
        rest = [*kept, *rest[start + len(paragraph) :]]
        if kept:
            break
    if not warned:
        return lines
    return [*rest[_first(rest) :], *lines[PARAGRAPH * BANNERS :]]


def ticket_line(line: str) -> bool:
    """Tell whether a line asks that the answer be written above it."""
    return bool(line) and len(line) <= TICKET and not line.isspace() and _asks(line)


@lru_cache(maxsize=REMEMBERED)
def _asks(line: str) -> bool:
    text = visible(line).strip()
    if not text:
        return False
    told = families("gateway", text.casefold())
    if not {"above", "answer"} <= told:
        return False
    framed = not text[0].isalnum() and not text[-1].isalnum() and text[0] not in "\"'“‘«(-•*"
    marked = framed or text.startswith(("--", "**", "=="))
    # unmarked it is believed only as a line of few words about a line
    return (marked or len(text.split()) <= BARE) and (marked or "line" in told)


def ticketed(text: str) -> bool:
    """Tell, at little cost, whether a text may have a ticket line at all."""
    folded = text.casefold()
    return any(word.rstrip("*") in folded for word in phrases("gateway", "above")) and any(
        word.rstrip("*") in folded for word in phrases("gateway", "answer")
    )


def _first(lines: Sequence[str]) -> int:
    """Find the first line that says anything: rules and frames around a warning say nothing."""
    return next(
        (at for at, line in enumerate(lines) if any(map(str.isalnum, line)) or "\N{HEAVY BLACK HEART}" in line),
        len(lines),
    )


def _paragraph(lines: Sequence[str], start: int) -> list[str]:
    end = start
    while end < len(lines) and end - start < PARAGRAPH and lines[end].strip():
        end += 1
    return [visible(line) for line in lines[start:end]]


def _unwarned(paragraph: list[str], *, warned: bool) -> list[str] | None:
    """Return what is left of a paragraph behind its warnings, or None if it holds none."""
    if ticket_line(paragraph[0]):
        return paragraph[1:]
    text = "\n".join(paragraph)[:LONGEST]
    folded = text.casefold()
    if not warned and not _may_warn(folded):
        return None
    ends = _sentences(text)
    seen: set[str] = set()
    verdicts = []
    for start, end in ends:
        verdict = _verdict(text[start:end]) or (SHOWN & seen and _speaks_of_mail(text[start:end]))
        if not verdict:
            break
        verdicts.append((end, verdict))
        seen |= verdict
    if not verdicts or not _is_warning(seen, warned=warned):
        return None
    return _lines_from(paragraph, text, verdicts[-1][0])


def _may_warn(folded: str) -> bool:
    return not families("gateway", folded).isdisjoint({"outside", "label", "rare"})


def _is_warning(seen: set[str], *, warned: bool) -> bool:
    if seen & {"tag", "rare", "this"} or (warned and "sure" in seen):
        return True
    return {"outsider", "advice"} <= seen or ("origin" in seen and bool(seen & {"label", "advice"}))


def _verdict(sentence: str) -> set[str]:
    """Tell what a sentence has of a warning; nothing, if an author may have written it."""
    folded = sentence.casefold().replace("i\u0307", "i").strip()  # the Turkish capital
    bare = folded.strip(EDGES)
    if not bare:
        return {"frame"}
    if len(bare.split()) > WORDS:
        return set()
    found = families("gateway", bare)
    if not any(map(str.isalnum, pattern("gateway", "label", "mail", "outside").sub(" ", bare))):
        if "outside" not in found:
            return {"label"} if "label" in found else set()
        shown = folded[0] in "[【*<(" or sentence.strip().isupper() or "mail" in found
        return {"tag", "label"} if shown else {"outsider", "label"}
    return _told(bare, found)


def _told(bare: str, found: set[str]) -> set[str]:
    told = found & {"rare"}
    opens = pattern("gateway", "this").match(bare)
    if opens or "voice" not in found:
        if {"mail", "outside", "home", "came"} <= found:
            told |= {"origin", "this"} if opens else {"origin"}
        elif {"mail", "outside"} <= found and (opens or "came" in found) and len(bare.split()) <= BARE:
            told.add("origin")  # "This is an external email.", "Message from outside.", behind a label
        elif {"outside", "came"} <= found and len(bare.split()) <= BRIEFEST:
            told.add("origin")  # "Originated externally"
        if {"warn", "object"} <= found:
            told |= {"advice"} | (found & {"sure"})
        elif "care" in found and len(bare) < BRIEF:
            told.add("advice")
    return told


def _speaks_of_mail(sentence: str) -> set[str]:
    """Tell whether a sentence may go on with a warning that has begun: less is asked of it than of the first."""
    found = families("gateway", sentence.casefold())
    goes_on = "voice" not in found and len(found & SUBJECT) > 1 and found & {"warn", "object", "outside", "care"}
    return {"frame"} if goes_on and len(sentence.split()) <= WORDS // 2 else set()


def _sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a paragraph; a line break ends one where the next line begins with a capital."""
    ends = [found.end() for found in SENTENCE.finditer(text)]
    at = text.find("\n")
    while at >= 0:
        following = text[at + 1 :].lstrip()[:1]
        if (
            following
            and not following.islower()
            and _verdict(text[max((end for end in ends if end <= at), default=0) : at])
        ):
            ends.append(at)
        at = text.find("\n", at + 1)
    ends = sorted({*ends, len(text)})
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if text[start:end].strip()]


def _lines_from(paragraph: list[str], text: str, at: int) -> list[str]:
    rest = text[at:].lstrip()
    if not DECORATION.fullmatch(rest):
        beyond = "\n".join(paragraph)[LONGEST:]
        return (rest + beyond).split("\n")
    return []
