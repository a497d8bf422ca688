"""What leads from letter to letter: identification fields (RFC 5322 3.6.4), ghosts among them, and quoted letters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Direction, Doubt
from worker.threads.components import Components
from worker.threads.letter import BROUGHT
from worker.threads.organisations import key_of
from worker.threads.quotes import Shelf

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from worker.threads.letter import Letter
    from worker.threads.organisations import Organisations

NONE: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """For each letter the ones it answers, nearest first, by reference and by quotation; and who answers it."""

    referred: Mapping[Letter, tuple[Letter, ...]]  # by identification fields, the nearest ancestor first
    shared: Mapping[Letter, tuple[Letter, ...]]  # no ancestor, but the same ghost (a cited message nobody sent us)
    quoted: Mapping[Letter, tuple[Letter, ...]]
    claimed: Mapping[Letter, tuple[Letter, ...]]  # quoted by a stranger or an outsider's forward: that proves nothing
    answers: Mapping[Letter, tuple[Letter, ...]]
    conversations: tuple[tuple[Letter, ...], ...]  # everything linked, each in order of time

    def proofs(self, letter: Letter) -> tuple[tuple[Letter, ...], ...]:
        """Give the letters linked to ``letter``, strongest group first."""
        return (
            self.referred.get(letter, NONE),
            self.quoted.get(letter, NONE),
            self.answers.get(letter, NONE),
            self.shared.get(letter, NONE),
        )


def links_of(letters: Sequence[Letter], organisations: Organisations) -> Links:
    """Draw every link among ``letters``. What a machine answered is linked, but joins no two conversations."""
    referred, shared = references(letters)
    found = quotations(letters)
    addressed = {key_of(a) for x in letters if x.best.direction == Direction.INQUIRY for a in (*x.to, *x.best.cc)}
    claimed = {x: q for x, q in found.items() if x not in referred and unproved(x, organisations, addressed)}
    quoted = {x: q for x, q in found.items() if x not in claimed}
    answers: dict[Letter, list[Letter]] = defaultdict(list)
    same = Components(letters)
    for letter in letters:
        above = (*referred.get(letter, NONE), *quoted.get(letter, NONE))
        for other in above:
            answers[other].append(letter)
        leads = above + shared.get(letter, NONE)
        for other in leads[:1] if letter.automatic else leads:
            if not other.automatic:
                same.join(letter, other)
    return Links(
        referred=referred,
        shared=shared,
        quoted=quoted,
        claimed=claimed,
        answers={k: tuple(sorted(v, key=lambda x: x.rank)) for k, v in answers.items()},
        conversations=tuple(tuple(sorted(g, key=lambda x: x.rank)) for g in same.groups()),
    )


def references(
    letters: Sequence[Letter],
) -> tuple[Mapping[Letter, tuple[Letter, ...]], Mapping[Letter, tuple[Letter, ...]]]:
    """Resolve identification fields to letters; those who cite a ghost are linked to the first who cited it."""
    bearer = {message_id: letter for letter in letters for message_id in letter.message_ids}
    citing: dict[str, list[Letter]] = defaultdict(list)
    referred = {}
    for letter in letters:
        near = dict.fromkeys(bearer[r] for r in reversed(letter.references) if r in bearer)
        near.pop(letter, None)
        if near:
            referred[letter] = tuple(near)
        for message_id in letter.references:
            if message_id not in bearer:
                citing[message_id].append(letter)
        if letter.thread_index:
            citing["thread-index " + letter.thread_index].append(letter)
    shared: dict[Letter, list[Letter]] = defaultdict(list)
    for company in citing.values():
        head, *others = sorted(company, key=lambda x: (x.automatic, x.rank))
        for other in others:
            shared[other].append(head)
            shared[head].append(other)
    return referred, {k: tuple(sorted(set(v), key=lambda x: x.rank)) for k, v in shared.items()}


def unproved(letter: Letter, organisations: Organisations, addressed: Container[str]) -> bool:
    """Tell whether a letter's quotations prove nothing: whoever read a letter, on a public page too, can quote it.

    They do for whom we wrote to or know, and for what a person of ours sent on.
    """
    if letter.best.direction != Direction.REPLY or any(c.forwarded in BROUGHT for c in letter.heard):
        return False
    sender = letter.best.sender
    stranger = key_of(sender) not in addressed and not organisations.of(sender)[0]
    return stranger or Doubt.OUTSIDE_FORWARD in letter.best.doubts


def quotations(letters: Iterable[Letter]) -> Mapping[Letter, tuple[Letter, ...]]:
    """Resolve quoted histories to letters; a quotation that could be of several letters proves nothing."""
    shelf = Shelf(x for x in letters if not x.automatic)
    found = {}
    for letter in letters:
        seen = [shelf.quoted(quote, letter) for copy in letter.heard for quote in copy.quotes]
        sure = dict.fromkeys(options[0] for options in seen if len(options) == 1)
        if sure:
            found[letter] = tuple(sure)
    return found
