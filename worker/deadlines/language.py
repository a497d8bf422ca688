"""The tables of one language: which phrase means what, found by its first word."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from worker.deadlines.token import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CODES: Final = ("en", "es", "fr", "de", "pt", "it", "nl", "zh")
_NUMBERED: Final = {"months": ("month", 1), "weekdays": ("weekday", 0), "weekdays_short": ("weekday_short", 0)}
_VALUED: Final = {
    "numbers": "number",
    "days": "day",
    "parts": "part",
    "edged": "edged",
    "spans": "span",
    "past": "past",
    "past_behind": "past_behind",
    "minutes": "minutes",
}
_NAMED: Final = {"units": "unit", "edges": "edge", "edges_behind": "edge_behind"}
CUES: Final = frozenset(
    {"request", "plea", "answer", "undertaking", "tie", "grant", "hold", "us", "you", "transfer", "third", "future"}
)
ASKING: Final = frozenset({"request", "plea", "grant"})
PROMISING: Final = frozenset({"answer", "undertaking", "hold", "third"})
_TIMES: Final = frozenset({"month", "weekday", "day", "part", "unit", "edged", "anchor", "weekday_short", "span"})

Senses = dict[str, "int | str"]
Phrase = tuple[tuple[str, ...], Senses]
Telling = dict[str, tuple[frozenset[str], ...]]  # phrases as sets of words, by the longest of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The phrases of a language by their first word, longest first, each with its senses; and what gates a sentence."""

    code: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    requests: Telling  # what asks,
    promises: Telling  # what promises,
    times: Telling  # and what tells a time
    words: frozenset[str]
    futures: tuple[str, ...]  # how a verb ends that tells what will be, where no "will" does
    persons: bool  # verbs do not tell who speaks, so "we", "you" or "a reply" must stand in a promise


@cache
def language(code: str) -> Language:
    """Read the tables of a language, once."""
    table = _table(f"languages/{code}.toml")
    futures = tuple(table.pop("futures", ()))
    zones = _table("zones.toml")
    senses: dict[tuple[str, ...], Senses] = {}
    for sense, value, phrase in (*_rows(table), *_zones(zones)):
        senses.setdefault(_words(phrase), {})[sense] = value
    for words, meant in senses.items():
        if not CUES.isdisjoint(meant) and "request" in senses.get(words[-1:], {}):
            meant["request"] = 1  # "a response" promises and asks as "response" does
        if "hard" in meant and len(words) > 1 and "glue" in senses.get(words[-1:], {}):
            meant["definite"] = 1  # "entro la settimana" is this one
        if len(words) > 1:
            meant.update({sense: 1 for word in words for sense in ("us", "you") if sense in senses.get((word,), {})})
        meant.update({sense: 1 for sense in ("the_day", "at") if sense in senses.get(words[-1:], {})})  # "avant le"
    return Language(
        code=code,
        phrases=_by_first_word(senses),
        requests=_telling(senses, ASKING),
        promises=_telling(senses, PROMISING),
        times=_telling(senses, _TIMES),
        words=frozenset(word for words in senses for word in words),
        futures=futures,
        persons="us" in table and "third" not in table,
    )


def _telling(senses: dict[tuple[str, ...], Senses], means: frozenset[str]) -> Telling:
    told: dict[str, list[frozenset[str]]] = {}
    for words, meant in senses.items():
        if not means.isdisjoint(meant):
            told.setdefault(max(words, key=len), []).append(frozenset(words))
    return {word: tuple(phrases) for word, phrases in told.items()}


def may_tell(standing: frozenset[str], telling: Telling) -> bool:
    """Tell whether the words that stand in a sentence may hold one of the phrases."""
    return any(words <= standing for word in standing & telling.keys() for words in telling[word])


def _table(path: str) -> dict[str, Any]:
    return tomllib.loads(files("worker.deadlines").joinpath(path).read_text(encoding="utf-8"))


def _rows(table: dict[str, Any]) -> Iterator[tuple[str, int | str, str]]:
    for key, rows in table.items():
        if key == "inflected":
            yield from ((row["sense"], 1, form) for row in rows for form in _forms(row))
        elif key == "joined":  # "Montagmorgen"
            for part, time in rows.items():
                for number, (name, *_) in enumerate(table["weekdays"]):
                    yield from (("weekday", number, name + part), ("part", time, name + part))
        elif key in _NUMBERED:
            sense, first = _NUMBERED[key]
            yield from ((sense, number, phrase) for number, row in enumerate(rows, first) for phrase in row)
        elif key in _VALUED:
            yield from ((_VALUED[key], value, phrase) for phrase, value in rows.items())
        elif key in _NAMED:
            yield from ((_NAMED[key], name, phrase) for name, phrases in rows.items() for phrase in phrases)
        else:
            yield from ((key, 1, phrase) for phrase in rows)


def _forms(row: Mapping[str, list[str]]) -> Iterator[str]:
    """Give each form of each verb with the small words around it: "le enviar-án", "wir schick-en ihnen"."""
    for before, stem, ending, after in product(
        row.get("before", [""]), row["stems"], row["endings"], row.get("after", [""])
    ):
        yield f"{before} {stem}{ending} {after}".strip()


def _zones(table: dict[str, Any]) -> Iterator[tuple[str, int | str, str]]:
    yield from (("zone_capitals", zone, name) for name, zone in table["abbreviations"].items())
    yield from (("zone", zone, name) for name, zone in table["names"].items())


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(phrase))


def _by_first_word(senses: dict[tuple[str, ...], Senses]) -> dict[str, tuple[Phrase, ...]]:
    phrases: dict[str, list[Phrase]] = {}
    for words in sorted(senses, key=len, reverse=True):
        phrases.setdefault(words[0], []).append((words, senses[words]))
    return {first: tuple(rows) for first, rows in phrases.items()}
