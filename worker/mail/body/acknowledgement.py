"""Mails that say only that our letter arrived or will be answered."""

from __future__ import annotations

import re

from worker.mail.body.signoff import signs_off
from worker.mail.families import families, foreign
from worker.mail.phrases import pattern, phrases

LONGEST = 4_000  # characters of a mail that says so little
BRIEF = 6  # words of "Received, thanks."
COURTESY = 12  # of one that is only polite
GREETING = 8  # words of a line that only greets
NUMBER = 14  # words of a sentence that only tells a number
SAID = frozenset({"position", "question", "item"})

# "am 3. März" goes on
SENTENCE = re.compile(r"(?:(?<=[!?…])|(?<=\D\.)|(?<=\d{3}\.))[\"”»)]*\s+|(?<=[。！？])|\n+")
ITEM = re.compile(r"\s*(?:\(?\d{1,3}[.):](?!\d)|[•·‣▪])\s*\S")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def acknowledges(own: str) -> bool:
    """Tell whether an author's words only acknowledge: a receipt or an undertaking, and nothing said of the matter.

    >>> acknowledges("Confirming receipt, our ticket 77. A colleague will be in touch.")
    True
    """
    if len(own) > LONGEST:
        return False
    verdicts = [_verdict(sentence) for sentence in _sentences(own)]
    if not SAID.isdisjoint(verdicts) or not {"receipt", "undertaking", "thanks"} & {*verdicts}:
        return False
    # behind a plain receipt one aside may follow, if nobody speaks in it
    asides = [verdict for verdict in verdicts if verdict in {"spoken", "aside"}]
    return not asides or ("receipt" in verdicts and asides == ["aside"])


def _sentences(own: str) -> list[str]:
    paragraphs = re.split(r"\n\s*\n", own.strip())
    lines = [line for paragraph in paragraphs for line in _rejoined(paragraph)]
    if lines and _greets(lines[0]):
        del lines[0]
    while lines and signs_off(lines[-1]):
        del lines[-1]
    found = (sentence.strip() for line in lines for sentence in SENTENCE.split(line))
    return [sentence for sentence in found if WORD.search(sentence)]


def _rejoined(paragraph: str) -> list[str]:
    """Join the wrapped lines of a paragraph; a greeting, an item and a sign-off keep their own."""
    lines: list[str] = []
    for line in paragraph.split("\n"):
        if lines and not (ITEM.match(line) or signs_off(line) or _greets(lines[-1])):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _greets(line: str) -> bool:
    text = line.strip()
    if len(text.split()) > GREETING:
        return False
    folded = text.casefold()
    return bool(pattern("acknowledgement", "greeting").match(folded)) or folded.endswith(
        ("様", "御中", "님", "님께", "귀중", "귀하", "您好", "您好：")
    )


def _verdict(sentence: str) -> str:
    folded = sentence.casefold()
    told, count = families("acknowledgement", folded), len(WORD.findall(folded))
    if "position" in told and foreign("acknowledgement", "position", folded):
        told.discard("position")  # Spanish "contestaremos" begins like "contest"
    if ITEM.match(sentence):
        return "item"
    if sentence.rstrip().endswith(("?", "？")):
        return "question"
    thanked = "thanks" in told and ("letter" in told or "patience" not in told)
    if "courtesy" in told and not thanked and not told & {"received", "voice"} and count <= COURTESY:
        return "courtesy"
    if "position" in told:
        return "position"
    return _promised(told, count) or ("thanks" if thanked else _lesser(folded, told, count))


def _promised(told: set[str], count: int) -> str:
    if "received" in told and ("letter" in told or count <= BRIEF):
        return "receipt"
    if "undertaking" in told or ("future" in told and ("answer" in told or {"give", "word"} <= told)):
        return "undertaking"
    if {"hand", "whom"} <= told and ("letter" in told or {"this", "voice"} <= told):
        return "undertaking"
    return ""


def _lesser(folded: str, told: set[str], count: int) -> str:
    if "courtesy" in told:
        return "courtesy"
    alone = " " not in folded and folded.isascii()  # "(HSA-4711)"
    if ("reference" in told or alone) and count <= NUMBER and any(map(str.isdigit, folded)):
        return "reference"
    endings = phrases("acknowledgement", "ending")
    return "spoken" if "voice" in told or any(word.endswith(endings) for word in WORD.findall(folded)) else "aside"
