"""What a ledger comes to for each mail and each record: every stored mail stands in exactly one state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from worker.records.status import Status
from worker.threads.decision import Append, Candidate, Hold, Ignore, Twin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.threads.copy import Copy, CopyId
    from worker.threads.decision import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What becomes of a mail, and why where a person would ask."""

    status: Status
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A letter on a record: its best copy, all its copies, and what placed it."""

    slug: str
    best: CopyId
    copies: frozenset[CopyId]
    placed_by: str


def final(placements: Mapping[CopyId, Placement], copy: CopyId) -> tuple[CopyId, Append | Hold | Ignore]:
    """Give the best copy of a copy's letter, and where that letter was placed."""
    for _ in placements:
        placement = placements[copy]
        if not isinstance(placement, Twin):
            return copy, placement
        copy = placement.of
    return copy, Hold(reason="its copies refer to each other")


def states(placements: Mapping[CopyId, Placement], copies: Iterable[Copy]) -> dict[str, State]:
    """Give the state of each mail, by its sha256: filed where a message stands on a record and none is held."""
    of_mail: dict[str, list[Append | Hold | Ignore]] = {}
    for copy in sorted(copies, key=lambda copy: (copy.mail, copy.ordinal)):
        of_mail.setdefault(copy.mail, []).append(final(placements, copy.id)[1])
    return {mail: state(placed) for mail, placed in of_mail.items()}


def state(placed: list[Append | Hold | Ignore]) -> State:
    """Give the state of a mail with these messages: one held message holds them all."""
    reasons: list[str] = []
    candidates: dict[str, Candidate] = {}
    filed = False
    for placement in placed:
        match placement:
            case Append():
                filed = True
            case Hold():
                reasons.append(placement.reason)
                candidates |= {c.slug: c for c in placement.candidates if c.slug not in candidates}
            case Ignore():
                pass
            case _:
                assert_never(placement)
    if reasons:
        return State(status=Status.HELD, reason=reasons[0], candidates=tuple(candidates.values()))
    if filed:
        return State(status=Status.FILED)
    why = next((p.reason for p in placed if isinstance(p, Ignore)), "no message in it")
    return State(status=Status.IGNORED, reason=why)


def standings(
    placements: Mapping[CopyId, Placement], copies: Iterable[Copy], of_mail: Mapping[str, State]
) -> tuple[Standing, ...]:
    """Give each letter on each of its records, in the copies whose mails are filed.

    Where the best copy came in a mail that is held, the first of the others by sha256 takes its place.
    """
    letters: dict[CopyId, list[Copy]] = {}
    for copy in sorted(copies, key=lambda copy: (copy.mail, copy.ordinal)):
        best, placement = final(placements, copy.id)
        if isinstance(placement, Append) and of_mail[copy.mail].status == Status.FILED:
            letters.setdefault(best, []).append(copy)
    found: list[Standing] = []
    for best, members in letters.items():
        placed = placements[best]
        assert isinstance(placed, Append)
        ids = frozenset(copy.id for copy in members)
        shown = best if best in ids else members[0].id
        found.extend(
            Standing(slug=slug, best=shown, copies=ids, placed_by=placed.evidence.value)
            for slug in dict.fromkeys(placed.records)
        )
    return tuple(found)
