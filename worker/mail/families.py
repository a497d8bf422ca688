"""Which families of words a text has, by the tables of all languages at once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from worker.mail.phrases import UNSPACED, bounded
from worker.mail.tables import table

WORD = re.compile(r"\w+")
REMEMBERED = 1 << 15  # words; letters repeat theirs


def families(name: str, folded: str) -> set[str]:
    """Return the kinds in ``labels/NAME.toml`` of which case-folded text has a phrase; one pass over its words."""
    return _found(name, folded, apart=False)


def foreign(name: str, kind: str, folded: str) -> bool:
    """Tell whether only languages that a text is hardly written in take a word of it for one of a kind."""
    told = [label.partition("/") for label in _found(name, folded, apart=True)]
    others = Counter(language for language, _, other in told if other != kind)
    most = max(others.values(), default=0)
    return all(2 * others[language] < most for language, _, known in told if known == kind)


def _found(name: str, folded: str, *, apart: bool) -> set[str]:
    lexicon = _lexicon(name, apart=apart)
    text = " ".join(folded.split())
    found: set[str] = set()
    for word in {*WORD.findall(text)}:
        alone, opened = _word(name, word, apart=apart)
        found |= alone
        for phrase, kinds in opened:
            if not kinds <= found and _stands(phrase, text):
                found |= kinds
    for phrase, kinds in lexicon.marked:
        if phrase in text:
            found |= kinds
    if not text.isascii() and UNSPACED.search(text):
        for phrase, kinds in lexicon.unspaced:
            if phrase in text:
                found |= kinds
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    """Phrases by how they are found, each with its kinds."""

    words: dict[str, set[str]] = field(default_factory=dict)
    stems: dict[str, set[str]] = field(default_factory=dict)
    opened: dict[str, list[tuple[str, set[str]]]] = field(default_factory=dict)  # by their first word
    marked: list[tuple[str, set[str]]] = field(default_factory=list)  # these begin with a mark: "'ll"
    unspaced: list[tuple[str, set[str]]] = field(default_factory=list)


@cache
def _lexicon(name: str, *, apart: bool) -> _Lexicon:
    """Index the phrases of a table by how they are found; ``apart`` keeps its languages apart: "en/letter"."""
    lexicon = _Lexicon()
    by_phrase: dict[str, set[str]] = {}
    for language, row in table(name).items():
        for kind, written in row.items():
            for phrase in written:
                by_phrase.setdefault(str(phrase).casefold(), set()).add(f"{language}/{kind}" if apart else kind)
    for phrase, told in sorted(by_phrase.items(), key=lambda row: (-len(row[0]), row[0])):
        stem = phrase.rstrip("* ")
        if not bounded(stem):
            (lexicon.unspaced if UNSPACED.match(stem) else lexicon.marked).append((stem, told))
        elif not WORD.fullmatch(stem):
            first = WORD.match(stem)
            lexicon.opened.setdefault(first.group() if first else stem, []).append((phrase.strip(), told))
        else:
            (lexicon.stems if phrase.endswith("*") else lexicon.words).setdefault(stem, set()).update(told)
    return lexicon


@lru_cache(maxsize=REMEMBERED)
def _word(name: str, word: str, *, apart: bool) -> tuple[frozenset[str], tuple[tuple[str, set[str]], ...]]:
    lexicon = _lexicon(name, apart=apart)
    found = set(lexicon.words.get(word, ()))
    for end in range(1, len(word) + 1):
        found |= lexicon.stems.get(word[:end], set())
    return frozenset(found), tuple(lexicon.opened.get(word, ()))


def _stands(phrase: str, text: str) -> bool:
    stem = phrase.rstrip("*")
    at = text.find(stem)
    while at >= 0:
        end = at + len(stem)
        opens = not at or not text[at - 1].isalnum()
        if opens and (phrase.endswith("*") or end == len(text) or not (text[end].isalnum() and stem[-1].isalnum())):
            return True
        at = text.find(stem, at + 1)
    return False
