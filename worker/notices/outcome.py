"""What became of one notice that was handed to a server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken it."""


@dataclass(frozen=True, slots=True)
class Again:
    """It was not taken, for certain; time, or a person who changes the configuration, will help.

    What befalls the whole house would befall every notice alike, so that none is to be given up for it.
    """

    why: str
    house: bool = False
    for_a_person: bool = False  # time alone does not help


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not taken, and never will be."""

    why: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The connection was lost after the data were begun: it may have been taken."""

    why: str


Outcome = Sent | Again | Refused | InDoubt
