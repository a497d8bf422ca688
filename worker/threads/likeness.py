"""How alike two texts are, and whether two times can be the same moment written in two zones."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

WIDEST_ZONES = timedelta(hours=26)  # from UTC-12 to UTC+14
WHOLE = 40  # characters of a text that stands in another as it is, and below or above it what a gateway added
QUARTER = 15 * 60  # seconds; every zone's offset is a multiple of it


def share(part: str, whole: str) -> float:
    """Give the share of the words of ``part`` that ``whole`` has as well, each as often as it stands there."""
    words = part.split()
    if not words:
        return 0.0
    if part in whole:
        return 1.0
    return (Counter(words) & Counter(whole.split())).total() / len(words)


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for what gateways and clients add or drop."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= WHOLE and f" {shorter} " in f" {longer} ":
        return True
    return len(shorter) >= 0.6 * len(longer) and share(shorter, longer) >= 0.9  # noqa: PLR2004 - measured on gateways


def same_minute(one: datetime, other: datetime, *, zones_known: bool) -> bool:
    """Tell whether two aware times name the same minute; where a zone was not written, in whatever zone it was."""
    apart = abs(one.replace(second=0, microsecond=0) - other.replace(second=0, microsecond=0))
    if zones_known or not apart:
        return not apart
    return apart <= WIDEST_ZONES and apart.total_seconds() % QUARTER == 0
