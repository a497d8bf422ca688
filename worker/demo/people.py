"""Who writes in the sample correspondence."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or an office; ``program`` is how their mail program quotes and forwards, ``zone`` is their clock."""

    name: str
    address: str
    program: str = ""
    zone: ZoneInfo = ZoneInfo("UTC")
    signature: str = ""

    def __str__(self) -> str:
        """Write them as a header field does."""
        return f"{self.name} <{self.address}>"

    @property
    def domain(self) -> str:
        """The domain they write from."""
        return self.address.rpartition("@")[2]


@cache
def people() -> Mapping[str, Person]:
    """Read everybody who is known, by name."""
    written = resources.files("worker.demo").joinpath("people.toml").read_text(encoding="utf-8")
    return {
        name: Person(
            name=name,
            address=told["address"],
            program=told["program"],
            zone=ZoneInfo(told["zone"]),
            signature=told["signature"].strip(),
        )
        for name, told in tomllib.loads(written).items()
    }


def person(named: str) -> Person:
    """Give somebody who is known by name, or whom ``Name <address>`` tells."""
    if known := people().get(named.strip()):
        return known
    name, address = parseaddr(named)
    return Person(name=name, address=address)
