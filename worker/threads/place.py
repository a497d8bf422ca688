"""Place every copy: a pure function of the set of copies and of what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.mail.message import Direction, Doubt, Kind
from worker.threads.correspondents import correspondents
from worker.threads.decision import Append, Evidence, Hold, Ignore, Ledger, Twin, candidates
from worker.threads.ladder import Ladder
from worker.threads.letter import letter_of
from worker.threads.links import links_of
from worker.threads.names import Names
from worker.threads.organisations import Organisations
from worker.threads.rest import Rest
from worker.threads.rulings import Rulings
from worker.threads.twins import letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.threads.copy import Copy, CopyId
    from worker.threads.correspondents import Correspondents
    from worker.threads.decision import Opened, Placement
    from worker.threads.directory import Directory
    from worker.threads.letter import Letter

IMPOSTER = "the Message-ID of another message, with another sender or other words"
CLOSED = "the record is closed"
WEAK = frozenset({Evidence.CONTACT, Evidence.DOMAIN, Evidence.NAME, Evidence.EARLIER_DECISION})
DOUBTFUL = frozenset(Doubt) - {Doubt.OUTSIDE_FORWARD}
ASIDE: Mapping[Kind, str] = {Kind.NOTICE: "our own notice", Kind.BULK: "bulk mail"}


def place(copies: Sequence[Copy], directory: Directory) -> Ledger:
    """Decide for each copy; neither the order in which copies are given nor their ids matter."""
    rulings = Rulings(directory.rulings)
    letters, imposters = letters_of([c for c in copies if stands(c, rulings)])
    organisations = Organisations(directory)
    links = links_of(letters, organisations)
    listed = {organisations.standing(x.slug) for x in directory.listings}
    others = correspondents(letters, links, organisations, listed)
    for key, opened in others.opened.items():
        organisations.add_key(key, opened.slug)
    ladder = Ladder(
        links=links,
        organisations=organisations,
        representatives=others.representatives,
        rulings=rulings,
        names=Names((x.name, organisations.standing(x.slug)) for x in directory.listings),
        listed=frozenset(listed),
        opened=frozenset(organisations.standing(o.slug) for o in others.opened.values()),
    )
    ladder.climb()
    rest = Rest(ladder=ladder)
    placements: dict[CopyId, Placement] = {}
    for letter in letters:
        placements |= told(letter, closing(letter, outcome(letter, ladder, rest), directory, organisations))
    for copy in copies:
        if copy.id in imposters:
            placements[copy.id] = Hold(reason=IMPOSTER, candidates=rest.candidates(imposters[copy.id]))
        elif copy.id not in placements:
            placements[copy.id] = aside(copy, rulings, rest)
    return Ledger(placements=placements, opened=standing_records(others, ladder))


def stands(copy: Copy, rulings: Rulings) -> bool:
    """Tell whether a copy can stand on a record at all: a person said so, or nothing speaks against it."""
    said = rulings.on(copy)
    if said:
        return bool(said[-1].slug)
    return copy.direction != Direction.INTERNAL and copy.kind not in ASIDE and DOUBTFUL.isdisjoint(copy.doubts)


def aside(copy: Copy, rulings: Rulings, rest: Rest) -> Placement:
    """Say why a copy that can't stand on a record is held or ignored."""
    if rulings.on(copy):
        return Ignore(reason="set aside by a person")
    if copy.kind == Kind.NOTICE:
        return Ignore(reason=ASIDE[copy.kind])
    doubt = next((d for d in copy.doubts if d in DOUBTFUL), None)
    if doubt:
        return Hold(reason=str(doubt), candidates=rest.candidates(letter_of([copy])))
    if copy.direction == Direction.INTERNAL:
        return Ignore(reason="talk among ourselves")
    answered = rest.cited(copy)
    if answered:
        return Hold(reason="bulk mail that answers a letter", candidates=candidates(answered, Evidence.REFERENCE))
    return Ignore(reason=ASIDE[copy.kind])


def outcome(letter: Letter, ladder: Ladder, rest: Rest) -> Placement:
    """Say what became of a letter on the ladder, or why it did not reach it."""
    if letter in ladder.placed:
        records, evidence = ladder.placed[letter]
        if not records:
            return Ignore(reason="set aside by a person")
        told = rest.first.get(letter) or rest.proof(letter, evidence)
        return Append(records=tuple(sorted(records)), evidence=told)
    return ladder.held.get(letter) or rest.of(letter)


def closing(letter: Letter, placement: Placement, directory: Directory, organisations: Organisations) -> Placement:
    """Hold what no proof ties to a record that was closed before it was sent."""
    if not isinstance(placement, Append) or placement.evidence not in WEAK:
        return placement
    closed = {organisations.standing(s): at for s, at in directory.closed.items()}
    closed |= {organisations.standing(x.slug): x.closed_at for x in directory.listings if x.closed_at}
    late = [s for s in placement.records if s in closed and letter.sent_at > closed[s]]
    return Hold(reason=CLOSED, candidates=candidates(late, placement.evidence)) if late else placement


def told(letter: Letter, placement: Placement) -> Mapping[CopyId, Placement]:
    """Tell a letter's placement of its best copy, and of the others that they are twins of it."""
    if not isinstance(placement, Append):
        return {c.id: placement for c in letter.copies}
    twin = Twin(of=letter.best.id)
    return {c.id: placement if c is letter.best else twin for c in letter.copies}


def standing_records(others: Correspondents, ladder: Ladder) -> tuple[Opened, ...]:
    """Give the records that mail opened and on which something stands."""
    used = frozenset().union(*(records for records, _ in ladder.placed.values()))
    return tuple(o for o in others.opened.values() if o.slug in used)
