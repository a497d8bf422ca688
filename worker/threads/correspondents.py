"""Who the others are: organisations we wrote to, and representatives, who speak for one or several of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Direction
from worker.threads.decision import Opened
from worker.threads.organisations import key_of
from worker.threads.slug import slugify

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import datetime

    from worker.threads.letter import Letter
    from worker.threads.links import Links
    from worker.threads.organisations import Organisations

FEWEST_CLIENTS = 2

Order = tuple[tuple["datetime", str, int], int, tuple["datetime", str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondents:
    """``representatives`` are keys (``organisations.key_of``); ``opened`` are the records that our letters opened."""

    representatives: frozenset[str]
    opened: Mapping[str, Opened]  # by key


def parties(letter: Letter) -> tuple[str, ...]:
    """Give the addresses of the other side: whom we wrote to, or who wrote to us."""
    if letter.best.direction == Direction.REPLY:
        return (letter.best.sender,) if letter.best.sender else ()
    return letter.to


def correspondents(
    letters: Sequence[Letter], links: Links, organisations: Organisations, taken: Iterable[str]
) -> Correspondents:
    """Tell organisations from representatives by how each address first came up.

    Whom a letter of ours first addressed out of the blue is an organisation. Who first came up within a conversation
    with somebody else, or takes part in conversations that others began, represents them.
    """
    order = order_of(letters, links)
    speaking = [x for x in sorted(letters, key=order.__getitem__) if not x.automatic]
    keys = {x: frozenset(key_of(a) for a in parties(x)) for x in speaking}
    known = {key_of(a) for x in speaking for a in parties(x) if organisations.of(a)[0]}
    first: dict[str, Letter] = {}
    for letter in speaking:
        for key in keys[letter]:
            first.setdefault(key, letter)
    sought = known.union(*(keys[x] for x in speaking if x.best.direction == Direction.INQUIRY))
    met = Acquaintance(
        keys=keys,
        order=order,
        first=first,
        known=frozenset(known),
        sought=frozenset(sought),
        home=home_of(links, keys, sought),
    )
    representatives = met.hubs(links.conversations) - known
    for key in first:  # in the order in which they came up, so that those met before are judged before
        if key not in known and met.introduced(key, representatives):
            representatives.add(key)
    return Correspondents(
        representatives=frozenset(representatives), opened=openings(speaking, known | representatives, set(taken))
    )


def order_of(letters: Iterable[Letter], links: Links) -> Mapping[Letter, Order]:
    """Order letters by time, none before what it answers: whoever dates his mail back was not there first."""
    order: dict[Letter, Order] = {}
    for letter in letters:
        answered = (*links.referred.get(letter, ()), *links.quoted.get(letter, ()))
        order[letter] = max([(letter.rank, 0, letter.rank), *((x.rank, 1, letter.rank) for x in answered)])
    return order


def home_of(
    links: Links, keys: Mapping[Letter, frozenset[str]], sought: Iterable[str]
) -> Mapping[Letter, Sequence[Letter]]:
    """Give for each letter those of its conversation that may introduce anybody."""
    home: dict[Letter, Sequence[Letter]] = {}
    heard = frozenset(sought)
    for conversation in links.conversations:
        speaking = [x for x in conversation if not keys.get(x, frozenset()).isdisjoint(heard)]
        home |= dict.fromkeys(conversation, speaking)
    return home


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Who takes part in which letter, and in which letter each first came up.

    A letter from somebody to whom we never wrote introduces nobody: any stranger can cite a letter he has seen.
    """

    keys: Mapping[Letter, frozenset[str]]
    order: Mapping[Letter, Order]
    first: Mapping[str, Letter]
    known: frozenset[str]
    sought: frozenset[str]  # known, or written to by us
    home: Mapping[Letter, Sequence[Letter]]  # the letters that may introduce anybody in each one's conversation

    def introduced(self, key: str, representatives: Container[str]) -> bool:
        """Tell whether the letter in which ``key`` first came up belongs to a conversation with somebody else."""
        entrance = self.first[key]
        together = self.keys[entrance]
        for letter in self.home[entrance]:
            others = self.keys[letter]
            if key in others:
                continue
            if self.order[letter] < self.order[entrance]:
                return True
            if any(self.earlier(k, entrance) and k not in representatives for k in others - together):
                return True
        return False

    def earlier(self, key: str, entrance: Letter) -> bool:
        """Tell whether ``key`` was known before ``entrance``."""
        return key in self.known or self.order[self.first[key]] < self.order[entrance]

    def hubs(self, conversations: Iterable[Sequence[Letter]]) -> set[str]:
        """Find who takes part in conversations that several others began: an agency, whatever it was first seen as."""
        clients: dict[str, set[str]] = defaultdict(set)
        for conversation in conversations:
            speaking = sorted((x for x in conversation if x in self.keys), key=self.order.__getitem__)
            root = next((self.keys[x] for x in speaking if not self.keys[x].isdisjoint(self.sought)), frozenset())
            if len(root) == 1:
                for key in {k for x in conversation for k in self.keys.get(x, ())} - root:
                    clients[key] |= root
        return {key for key, served in clients.items() if len(served) >= FEWEST_CLIENTS}


def openings(letters: Sequence[Letter], elsewhere: set[str], taken: set[str]) -> Mapping[str, Opened]:
    """Give the records that letters of ours, in order of time, opened to those who are nobody's yet."""
    opened: dict[str, Opened] = {}
    for letter in letters:
        if letter.best.direction != Direction.INQUIRY:
            continue
        for address, name in zip(letter.best.to, letter.best.to_names, strict=True):
            key = key_of(address)
            if key not in elsewhere and key not in opened:
                opened[key] = opening(key, address, name, letter.best.sender, taken)
    return opened


def opening(key: str, address: str, name: str, owner: str, taken: set[str]) -> Opened:
    """Open the record of a correspondent; its slug tells the domain, or the holder of a free-mail address."""
    free = "@" in key
    slug = slugify((name or key.partition("@")[0]) if free else key, taken)
    taken.add(slug)
    return Opened(
        slug=slug,
        name=(name or address) if free else key.partition(".")[0].replace("-", " ").title(),
        domain="" if free else key,
        contact=address,
        owner=owner,
    )
