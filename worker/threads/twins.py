"""Which copies are the same letter, and which only borrow its Message-ID."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, TypeVar

from worker.mail.message import Authentic, Forwarded
from worker.threads.components import Components
from worker.threads.letter import Letter, letter_of
from worker.threads.likeness import alike, same_minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from worker.threads.copy import Copy, CopyId

K = TypeVar("K")
Shelves = defaultdict[K, list["Copy"]]


def letters_of(copies: Sequence[Copy]) -> tuple[tuple[Letter, ...], Mapping[CopyId, Letter]]:
    """Join copies into letters; the imposters among them come apart, each with the letter whose Message-ID it bears."""
    same = Components(c.id for c in copies)
    for one, other in likely_twins(copies):
        if same.find(one.id) != same.find(other.id) and twins(one, other):
            same.join(one.id, other.id)
    by_id = {c.id: c for c in copies}
    letters = [letter_of(by_id[i] for i in group) for group in same.groups()]
    return part_imposters(letters)


def likely_twins(copies: Iterable[Copy]) -> Iterator[tuple[Copy, Copy]]:
    """Pair the copies that could be the same letter at all, so that few are compared.

    Two copies with fields of their own share a digest or a Message-ID. A forward has lost both: what is left is its
    subject and the minute within the quarter of an hour, whatever the zone.
    """
    digests: Shelves[str] = defaultdict(list)
    bearers: Shelves[str] = defaultdict(list)
    sent: Shelves[tuple[str, int]] = defaultdict(list)
    forwards: Shelves[tuple[str, int]] = defaultdict(list)
    for copy in copies:
        digests[copy.digest].append(copy)
        if copy.message_id:
            bearers[copy.message_id].append(copy)
        when = copy.base_subject, copy.sent_at.minute % 15
        (forwards if copy.forwarded == Forwarded.INLINE else sent)[when].append(copy)
    for shelf in digests.values():
        yield from pairwise(shelf)
    for shelf in bearers.values():
        yield from combinations(shelf, 2)
    for when, shelf in forwards.items():
        yield from combinations(shelf, 2)
        yield from product(shelf, sent.get(when, ()))


def twins(one: Copy, other: Copy) -> bool:
    """Tell whether two copies are the same letter, whatever gateways, lists and forwards did to it on the way."""
    if one.digest == other.digest:
        return True
    if one.sender != other.sender and (one.sender_name != other.sender_name or (one.sender and other.sender)):
        return False
    if not same_minute(one.sent_at, other.sent_at, zones_known=one.offset_known and other.offset_known):
        return False
    if one.message_id and other.message_id and one.message_id != other.message_id:
        return False
    shares_id = bool(one.message_id) and one.message_id == other.message_id
    by_forward = Forwarded.INLINE in (one.forwarded, other.forwarded) and one.base_subject == other.base_subject
    return (shares_id or by_forward) and alike(one.words, other.words)


def part_imposters(letters: Sequence[Letter]) -> tuple[tuple[Letter, ...], Mapping[CopyId, Letter]]:
    """Keep one letter for each Message-ID: the best vouched for. The others are imposters."""
    bearers: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        for message_id in letter.message_ids:
            bearers[message_id].append(letter)
    imposters: dict[CopyId, Letter] = {}
    for message_id, claimants in bearers.items():
        if len(claimants) > 1:
            genuine, *others = sorted(claimants, key=lambda letter: credit(letter, message_id))
            imposters |= {copy.id: genuine for letter in others for copy in letter.copies}
    return tuple(x for x in letters if x.best.id not in imposters), imposters


def credit(letter: Letter, message_id: str) -> tuple[object, ...]:
    """Rank those who bear one Message-ID: authenticated first, then whose own domain made it, then the earliest."""
    domain = letter.best.sender.rpartition("@")[2]
    return (
        all(c.authentic != Authentic.PASS for c in letter.copies),
        not (domain and message_id.casefold().endswith(domain)),
        letter.rank,
    )
