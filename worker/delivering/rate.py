"""How many notices a person gets in an hour: what is more is told together, or later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.records.outbox import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What of a person's notices goes out singly, what in one, and what not yet."""

    singly: tuple[Outgoing, ...] = ()
    together: tuple[Outgoing, ...] = ()
    later: tuple[Outgoing, ...] = ()


def portion(rows: Sequence[Outgoing], *, more: int, sent: int, per_hour: int) -> Portion:
    """Divide what is due to a person by a channel who was sent so many within the hour.

    ``more`` are due beside these. The last one that may go out tells all that are left.
    """
    left = per_hour - sent
    if len(rows) + more <= left or len(rows) < left:
        return Portion(singly=tuple(rows))
    if left < 1:
        return Portion(later=tuple(rows))
    return Portion(singly=tuple(rows[: left - 1]), together=tuple(rows[left - 1 :]))
