"""What of a text is not public: rules are applied to the words a page shows, never to what is archived."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from worker.pages.cover import Cover, merged
from worker.pages.legible import legible
from worker.pages.mail_addresses import mail_addresses
from worker.pages.names import names
from worker.pages.pattern import pattern
from worker.pages.shown import Redacted, Words
from worker.pages.telephones import telephones
from worker.pages.tracking import tracking
from worker.publication.rule import ADDRESSES, Redacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from worker.pages.shown import Span
    from worker.publication.rule import Rule

LINK: Final = "link redacted"
_AROUND: Final = 60  # characters of context in a preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a rule would cover that stands open now, with the words around it."""

    before: str
    words: str
    after: str


def redacted(text: str, rules: Iterable[Rule], *, slug: str, entry: str) -> tuple[Span, ...]:
    """Give a text in spans: words that are public, and labels in the place of those that are not."""
    text = legible(text)
    return tuple(cut(text, 0, len(text), covers(text, rules, slug=slug, entry=entry)))


def plain(spans: Iterable[Span]) -> str:
    """Give spans as a line of text, each label in square brackets."""
    return "".join(s.text if isinstance(s, Words) else f"[{s.label}]" for s in spans)


def preview(text: str, rule: Rule, rules: Sequence[Rule], *, slug: str, entry: str) -> tuple[Change, ...]:
    """Tell what a new rule would cover beside those that are in force."""
    text = legible(text)
    now = covers(text, rules, slug=slug, entry=entry)
    return tuple(
        Change(
            before=text[max(0, c.start - _AROUND) : c.start],
            words=text[c.start : c.end],
            after=text[c.end : c.end + _AROUND],
        )
        for c in covers(text, [rule], slug=slug, entry=entry)
        if not any(n.start <= c.start and c.end <= n.end for n in now) and c.rule == rule.id
    )


def covers(text: str, rules: Iterable[Rule], *, slug: str, entry: str) -> tuple[Cover, ...]:
    """Tell which stretches of a legible text are not public, in order and apart; a mail address never is."""
    found = [
        Cover(start=start, end=end, label=rule.label, rule=rule.id)
        for rule in rules
        if rule.covers(slug, entry)
        for start, end in _found(text, rule)
    ]
    found.extend(Cover(start=s, end=e, label=ADDRESSES.label, rule=ADDRESSES.id) for s, e in mail_addresses(text))
    found.extend(Cover(start=s, end=e, label=LINK) for s, e in tracking(text))
    return merged(found)


def cut(text: str, start: int, end: int, hidden: Sequence[Cover]) -> Iterator[Span]:
    """Yield the spans of a stretch of a text."""
    at = start
    for place in range(bisect_right(hidden, start, key=lambda c: c.end), len(hidden)):
        if (cover := hidden[place]).start >= end:
            break
        if cover.start > at:
            yield Words(text[at : cover.start])
        yield Redacted(cover.label)
        at = min(cover.end, end)
    if at < end:
        yield Words(text[at:end])


def _found(text: str, rule: Rule) -> Iterator[tuple[int, int]]:
    match rule.redacts:
        case Redacts.ADDRESSES:
            yield from mail_addresses(text)
        case Redacts.PHONES:
            yield from telephones(text)
        case Redacts.NAMES:
            yield from names(text, rule.values)
        case Redacts.SPAN:
            yield from names(text, rule.values, whole=False)
        case Redacts.PATTERN:
            yield from (found.span() for written in rule.values for found in pattern(written).finditer(text))
        case _:
            assert_never(rule.redacts)
