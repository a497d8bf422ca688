"""Whose address it is: by a record's own contacts and domains, else by the registrable domain (public-suffix list)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from publicsuffixlist import PublicSuffixList

from worker.mail.addr_spec import compared
from worker.threads.decision import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.threads.directory import Directory, Listing

NOBODY: frozenset[str] = frozenset()


@cache
def suffixes() -> PublicSuffixList:
    """Give the public-suffix list as it was shipped."""
    return PublicSuffixList()


@cache
def free_hosts() -> tuple[frozenset[str], frozenset[str]]:
    """Give the hosts that give an address to anybody, and the names of providers with hosts in many countries."""
    table = tomllib.loads(files("worker.threads").joinpath("freemail.toml").read_text(encoding="utf-8"))
    return frozenset(table["hosts"]), frozenset(table["families"])


@lru_cache(maxsize=10_000)
def key_of(address: str) -> str:
    """Give what an address stands for where nobody listed it: its registrable domain, or, on a free-mail host, itself.

    >>> key_of("press@media.ministry.gov.uk"), key_of("a.person@yahoo.co.uk")
    ('ministry.gov.uk', 'a.person@yahoo.co.uk')
    """
    host = address.rpartition("@")[2]
    domain = suffixes().privatesuffix(host) or host
    hosts, families = free_hosts()
    if domain in hosts or host in hosts or domain.partition(".")[0] in families:
        return address
    return domain


def above(host: str) -> Iterator[str]:
    """List a host and every domain it lies in, the longest first."""
    while host:
        yield host
        host = host.partition(".")[2]


class Organisations:
    """The records that are known, and which of them an address belongs to."""

    def __init__(self, directory: Directory) -> None:
        self.merged = directory.merged
        self.contacts: dict[str, frozenset[str]] = {}
        self.domains: dict[str, frozenset[str]] = {}
        self.keys: dict[str, frozenset[str]] = {}
        for listing in directory.listings:
            self.add(listing)

    def add(self, listing: Listing) -> None:
        """Know a record by all that is listed for it."""
        slug = frozenset({self.standing(listing.slug)})
        extend(self.contacts, map(compared, listing.contacts), slug)
        extend(self.domains, map(compared, listing.domains), slug)
        if not listing.domains:  # with domains of its own, a contact elsewhere is an agency, which serves others too
            extend(self.keys, (key_of(compared(c)) for c in listing.contacts), slug)

    def add_key(self, key: str, slug: str) -> None:
        """Know a record that mail opened by what its first contact's address stands for."""
        extend(self.keys, (key,), frozenset({self.standing(slug)}))

    def standing(self, slug: str) -> str:
        """Follow merges to the record that stands today."""
        seen = set()
        while slug in self.merged and slug not in seen:
            seen.add(slug)
            slug = self.merged[slug]
        return slug

    def of(self, address: str) -> tuple[frozenset[str], Evidence]:
        """Give the records an address belongs to (two, where one organisation has two), and by which rung."""
        if address in self.contacts:
            return self.contacts[address], Evidence.CONTACT
        for domain in above(address.rpartition("@")[2]):
            if domain in self.domains:
                return self.domains[domain], Evidence.DOMAIN
        return self.keys.get(key_of(address), NOBODY), Evidence.DOMAIN


def extend(shelf: dict[str, frozenset[str]], keys: Iterable[str], slugs: frozenset[str]) -> None:
    """Put ``slugs`` on the shelf under each key, beside what stands there."""
    for key in keys:
        shelf[key] = shelf.get(key, NOBODY) | slugs
