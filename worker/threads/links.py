"""What leads from letter to letter: identification fields (RFC 5322 3.6.4), ghosts among them, and quoted letters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Doubt
from worker.threads.components import Components
from worker.threads.quotes import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from worker.threads.letter import Letter

NONE: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """For each letter the ones it answers, nearest first, by reference and by quotation; and who answers it."""

    referred: Mapping[Letter, tuple[Letter, ...]]  # by identification fields, the nearest ancestor first
    shared: Mapping[Letter, tuple[Letter, ...]]  # no ancestor, but the same ghost (a cited message nobody sent us)
    quoted: Mapping[Letter, tuple[Letter, ...]]
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


def links_of(letters: Sequence[Letter]) -> Links:
    """Draw every link among ``letters``. What a machine answered is linked, but joins no two conversations."""
    referred, shared = references(letters)
    quoted = quotations(letters)
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


def quotations(letters: Iterable[Letter]) -> Mapping[Letter, tuple[Letter, ...]]:
    """Resolve quoted histories to letters; a quotation that could be of several letters proves nothing."""
    shelf = Shelf(x for x in letters if not x.automatic)
    found = {}
    for letter in letters:
        if Doubt.OUTSIDE_FORWARD in letter.best.doubts:
            continue  # whoever holds a letter can pass it on: that proves nothing of him
        seen = [shelf.quoted(quote, letter) for copy in letter.heard for quote in copy.quotes]
        sure = dict.fromkeys(options[0] for options in seen if len(options) == 1)
        if sure:
            found[letter] = tuple(sure)
    return found
