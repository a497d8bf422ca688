"""A letter: one message with all the copies that brought it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Authentic, Forwarded, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from worker.threads.copy import Copy

BROUGHT = frozenset({Forwarded.INLINE, Forwarded.ATTACHED})  # anybody can claim a redirect
AUTOMATIC = frozenset({Kind.AUTO_REPLY, Kind.BOUNCE})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Letter:
    """The copies of one message, the best of them first; what one copy lost on its way another may still tell.

    Only those ``heard`` tell anything: whoever sends a proved letter once more could put other references on it.
    """

    best: Copy
    copies: tuple[Copy, ...]
    heard: tuple[Copy, ...]  # proved as the best is, or sent on by a person of ours
    message_ids: frozenset[str]
    references: tuple[str, ...]  # oldest first
    thread_index: str
    to: tuple[str, ...]

    @property
    def sent_at(self) -> datetime:
        """Tell when its author sent it, by its best copy."""
        return self.best.sent_at

    @property
    def rank(self) -> tuple[datetime, str, int]:
        """Order letters by time; the archive's digest settles a tie, so that the order of arrival never does."""
        return self.best.sent_at, self.best.mail, self.best.ordinal

    @property
    def automatic(self) -> bool:
        """Tell whether a machine answered: such a letter follows others and leads none."""
        return self.best.kind in AUTOMATIC


def worth(copy: Copy) -> tuple[bool, bool, bool, datetime, str, int]:
    """Rank copies: authenticated, then with header fields of their own, then with an offset, then the earliest.

    So no unproved mail takes the place of what a person of ours forwarded.
    """
    return (
        copy.authentic != Authentic.PASS,
        copy.forwarded == Forwarded.INLINE,
        not copy.offset_known,
        copy.received_at,
        copy.mail,
        copy.ordinal,
    )


def letter_of(copies: Iterable[Copy]) -> Letter:
    """Join the copies of one message; there is at least one."""
    ranked = tuple(sorted(copies, key=worth))
    if len(ranked) == 1:
        (only,) = ranked
        ids = frozenset({only.message_id} - {""})
        return Letter(
            best=only,
            copies=ranked,
            heard=ranked,
            message_ids=ids,
            references=only.references,
            thread_index=only.thread_index,
            to=only.to,
        )
    best = ranked[0]
    proved = best.authentic == Authentic.PASS
    heard = tuple(c for c in ranked if c.forwarded in BROUGHT or not proved or c.authentic == Authentic.PASS)
    return Letter(
        best=best,
        copies=ranked,
        heard=heard,
        message_ids=frozenset(c.message_id for c in ranked) - {""},
        references=tuple(dict.fromkeys(r for c in heard for r in c.references)),
        thread_index=next((c.thread_index for c in heard if c.thread_index), ""),
        to=next((c.to for c in heard if c.to), ()),
    )
