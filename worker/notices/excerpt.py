"""The sentence of a letter that a deadline was read from, short enough for a phone."""

from __future__ import annotations

from typing import Final

from worker.deadlines.sentences import sentences

LONGEST: Final = 300
ELLIPSIS: Final = "\u2026"
_QUESTIONS: Final = "?\uff1f\u061f"
_TELLING: Final = 40  # a sentence that is shorter is a greeting
_LONGEST_TEXT: Final = 256 * 1024


def excerpt(own: str, phrase: str) -> str:
    """Give the sentence around a phrase of a letter's own words; without a phrase, what the letter asks first."""
    own = own[:_LONGEST_TEXT]
    if not phrase:
        return _around(_joined(_asking(own)), "")
    sentence = next((s for s in sentences(own) if phrase in s), phrase)
    return _around(_joined(sentence), _joined(phrase))


def _asking(own: str) -> str:
    told = [s for s in sentences(own) if s.strip()]
    question = next((s for s in told if any(mark in s for mark in _QUESTIONS)), "")
    return question or next((s for s in told if len(s.strip()) >= _TELLING), told[0] if told else "")


def _joined(text: str) -> str:
    return " ".join(text.split())


def _around(sentence: str, phrase: str) -> str:
    """Cut a long sentence at its words, the phrase in the middle."""
    if len(sentence) <= LONGEST:
        return sentence
    middle = sentence.find(phrase) + len(phrase) // 2
    start = max(0, min(middle - LONGEST // 2, len(sentence) - LONGEST))
    cut = sentence[start : start + LONGEST]
    if start:
        cut = ELLIPSIS + _after_word(cut)
    if start + LONGEST < len(sentence):
        cut = _after_word(cut[::-1])[::-1] + ELLIPSIS
    return cut


def _after_word(cut: str) -> str:
    """Leave out the word that was cut through, where the script parts words at all."""
    head, space, rest = cut.partition(" ")
    return rest if space and len(head) < _TELLING else cut
