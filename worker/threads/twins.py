"""Which copies are the same letter, and which only borrow its Message-ID."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, TypeVar

from worker.mail.message import Authentic, Direction, Forwarded
from worker.threads.components import Components
from worker.threads.letter import Letter, letter_of, worth
from worker.threads.likeness import alike, same_minute

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from worker.threads.copy import Copy, CopyId

K = TypeVar("K", bound="Hashable")
Shelves = defaultdict[K, list["Copy"]]
Pair = tuple["Copy", "Copy"]

CROWD = 20  # copies with one Message-ID that are all held against each other
CHOSEN = 4  # of a larger crowd, against whom the others are held


def letters_of(copies: Sequence[Copy]) -> tuple[tuple[Letter, ...], Mapping[CopyId, Letter]]:
    """Join copies into letters; the imposters among them come apart, each with the letter whose Message-ID it bears."""
    same = Components(c.id for c in copies)
    for one, other in with_fields(copies):
        if same.find(one.id) != same.find(other.id) and twins(one, other):
            same.join(one.id, other.id)
    join_forwards(copies, same)
    by_id = {c.id: c for c in copies}
    return part_imposters([letter_of(by_id[i] for i in group) for group in same.groups()])


def with_fields(copies: Iterable[Copy]) -> Iterator[Pair]:
    """Pair the copies that share a digest, or a Message-ID, so that few are compared."""
    digests: Shelves[tuple[str, str]] = defaultdict(list)
    bearers: Shelves[str] = defaultdict(list)
    for copy in copies:
        digests[copy.digest, copy.words].append(copy)
        if copy.message_id:
            bearers[copy.message_id].append(copy)
    for shelf in digests.values():
        yield from pairwise(shelf)
    for message_id, shelf in bearers.items():
        if len(shelf) <= CROWD:
            yield from combinations(shelf, 2)
            continue
        ranked = sorted(shelf, key=lambda copy: claim(copy, message_id))
        distinct = list({(copy.digest, copy.words): copy for copy in reversed(ranked)}.values())[::-1]
        yield from product(distinct[:CHOSEN], distinct)


def join_forwards(copies: Iterable[Copy], same: Components[CopyId]) -> None:
    """Put inline forwards to what they are copies of: no two letters that came by themselves become one by them."""
    themselves = {same.find(c.id) for c in copies if c.forwarded != Forwarded.INLINE}
    for one, other in forwards(copies):
        ends = {same.find(one.id), same.find(other.id)}
        if len(ends) > 1 and not ends <= themselves and twins(one, other):
            same.join(one.id, other.id)
            if ends & themselves:
                themselves.add(same.find(one.id))


def forwards(copies: Iterable[Copy]) -> Iterator[Pair]:
    """Pair each inline forward with what may be the same letter, the likeliest first.

    A forward has lost its digest and Message-ID: what is left is its subject and the minute within the quarter of an
    hour, whatever the zone.
    """
    sent: Shelves[tuple[str, int]] = defaultdict(list)
    forwarded: Shelves[tuple[str, int]] = defaultdict(list)
    for copy in copies:
        when = copy.base_subject, copy.sent_at.minute % 15
        (forwarded if copy.forwarded == Forwarded.INLINE else sent)[when].append(copy)
    for when, shelf in forwarded.items():
        shelf.sort(key=worth)
        yield from sorted((p for p in product(sent.get(when, ()), shelf) if same_letterhead(*p)), key=closeness)
        yield from (p for p in combinations(shelf, 2) if same_letterhead(*p))


def closeness(pair: Pair) -> tuple[object, ...]:
    """Rank pairs: to the same people first, then by what each copy is worth."""
    one, other = pair
    return set(readers(one)).isdisjoint(readers(other)), worth(one), worth(other)


def readers(copy: Copy) -> tuple[str, ...]:
    """Give those outside to whom a copy tells that the letter went."""
    return copy.to + copy.cc


def twins(one: Copy, other: Copy) -> bool:
    """Tell whether two copies are the same letter, whatever gateways, lists and forwards did to it on the way."""
    if (one.digest, one.words) == (other.digest, other.words):
        return True
    if not same_letterhead(one, other):
        return False
    if one.message_id and other.message_id and one.message_id != other.message_id:
        return False
    shares_id = bool(one.message_id) and one.message_id == other.message_id
    return (shares_id or by_forward(one, other)) and alike(one.words, other.words)


def same_letterhead(one: Copy, other: Copy) -> bool:
    """Tell whether two copies name the same author and minute."""
    if one.sender != other.sender and (one.sender_name != other.sender_name or (one.sender and other.sender)):
        return False
    return same_minute(one.sent_at, other.sent_at, zones_known=one.offset_known and other.offset_known)


def by_forward(one: Copy, other: Copy) -> bool:
    """Tell whether a forward may be of the other copy's letter: not if each tells of other readers."""
    if Forwarded.INLINE not in (one.forwarded, other.forwarded) or one.base_subject != other.base_subject:
        return False
    here, there = readers(one), readers(other)
    return not here or not there or not set(here).isdisjoint(there)


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
    """Rank those who bear one Message-ID by the best claim that any copy has."""
    return min(claim(copy, message_id) for copy in letter.copies)


def claim(copy: Copy, message_id: str) -> tuple[bool, bool, bool, datetime, str, int]:
    """Rank copies that bear one Message-ID: ours, then whose own domain made it, then authenticated, then received.

    A stranger can prove who he is and date his mail as he likes; that makes nobody else's Message-ID his.
    """
    return (
        copy.direction != Direction.INQUIRY,
        not within(message_id.rpartition("@")[2].casefold(), copy.sender.rpartition("@")[2]),
        copy.authentic != Authentic.PASS,
        copy.received_at,
        copy.mail,
        copy.ordinal,
    )


def within(host: str, domain: str) -> bool:
    """Tell whether a host is of a domain."""
    return bool(domain) and (host == domain or host.endswith("." + domain))
