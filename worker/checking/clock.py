"""The clock of this machine: it goes as those of the servers go, and deadlines hang on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, works, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

NAME = "clock"
SET = "let NTP set it (timedatectl set-ntp true)"
TOLERATED = timedelta(minutes=2)


def told(now: datetime, zone: ZoneInfo, clocks: Mapping[str, datetime], received: Mapping[str, datetime]) -> Finding:
    """Say whether the clock agrees with those of servers, and is not behind the time when mail was received."""
    for whose, at in clocks.items():
        if abs(at - now) > TOLERATED:
            way = "behind" if at > now else "ahead of"
            return wrong(NAME, f"it is {apart(at, now)} {way} that of the {whose}: {SET}")
    for mailbox, at in received.items():
        if at - now > TOLERATED:
            return beware(
                NAME, f"mail of {mailbox} was received {apart(at, now)} from now: one of the clocks is wrong: {SET}"
            )
    return works(NAME, f"{now.astimezone(zone):%Y-%m-%d %H:%M} in {zone.key}")


def apart(at: datetime, now: datetime) -> str:
    """Write how far two moments are apart, to the second."""
    return str(timedelta(seconds=round(abs(at - now).total_seconds())))
