"""What keeps all notices of a channel from leaving: since when, why, and whether only a person can change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.records import pulses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

MARK = "obstacle:"
FOR_A_PERSON, FOR_TIME = "person", "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why nothing leaves by a channel, and since when; time alone cures only some."""

    since: datetime
    why: str
    for_a_person: bool


def obstacles(connection: Connection) -> Mapping[str, Obstacle]:
    """Give what stood in the way of each channel when it was last tried."""
    found = {}
    for channel, pulse in pulses.marked(connection, MARK).items():
        whose, _, why = pulse.detail.partition(" ")
        found[channel] = Obstacle(since=pulse.at, why=why, for_a_person=whose == FOR_A_PERSON)
    return found


def note(connection: Connection, channel: str, at: datetime, why: str, *, for_a_person: bool) -> Obstacle:
    """Note what stands in the way of a channel, and give it; it is since the first time that it counts."""
    before = obstacles(connection).get(channel)
    since = before.since if before else at
    pulses.note(connection, f"{MARK}{channel}", since, f"{FOR_A_PERSON if for_a_person else FOR_TIME} {why}")
    return Obstacle(since=since, why=why, for_a_person=for_a_person)


def over(connection: Connection, channel: str) -> None:
    """Note that notices leave by a channel."""
    pulses.forget(connection, f"{MARK}{channel}")
