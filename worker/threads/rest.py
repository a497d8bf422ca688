"""What becomes of letters that no rung placed, and the candidates that a person who must decide is shown."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from worker.mail.message import Direction, Doubt
from worker.threads.correspondents import parties
from worker.threads.decision import Candidate, Evidence, Hold, Ignore
from worker.threads.ladder import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.threads.copy import Copy
    from worker.threads.decision import Placement
    from worker.threads.ladder import Ladder, Records
    from worker.threads.letter import Letter

TELLING = 3  # records that share a subject; a subject of more is said beside nothing better only
SAID = frozenset({Evidence.PERSON, Evidence.OWN_ADDRESS})  # above any link


class Rest:
    """Looks at the ladder once everybody who can climb it has."""

    def __init__(self, *, ladder: Ladder) -> None:
        self.ladder = ladder

    def of(self, letter: Letter) -> Placement:
        """Hold or ignore a letter that no rung placed."""
        if letter.automatic:
            return Ignore(reason="an automatic reply or delivery report to no letter of ours")
        found = self.candidates(letter)
        reason = self.reason(letter) or ("a stranger who names a record" if found else "")
        return Hold(reason=reason, candidates=found) if reason else Ignore(reason="a stranger")

    def reason(self, letter: Letter) -> str:
        """Say why a person must look at a letter, whatever it names; "" where nothing of the kind is known."""
        if letter.best.direction == Direction.INQUIRY:
            if not parties(letter):
                return "a letter of ours whose recipient could not be made out"
            return "to a representative; the letter does not tell for whom"
        if self.ladder.represents(letter):
            return "from a representative; the letter does not tell for whom"
        if Doubt.OUTSIDE_FORWARD in letter.best.doubts:
            return str(Doubt.OUTSIDE_FORWARD)
        return "a stranger who quotes a letter" if letter in self.ladder.links.claimed else ""

    def candidates(self, letter: Letter) -> tuple[Candidate, ...]:
        """Name the records a letter may belong to, each with the strongest sign of it."""
        signs: dict[str, str] = {}
        told = (
            (self.placed_by_links(letter), Evidence.REFERENCE),
            (self.claimed(letter), Evidence.QUOTED),
            (frozenset().union(*(r for r, _ in self.ladder.sides(letter))), Evidence.CONTACT),
            (self.ladder.names.told(letter.best.words), Evidence.NAME),
            (self.ladder.names.told(letter.best.base_subject), Evidence.NAME),
            (self.ladder.served([letter], self.clients), "represents it"),
            (self.subjects.get(letter.best.base_subject, NOWHERE), "subject"),
        )
        for records, sign in told:
            if sign == "subject" and signs and len(records) > TELLING:
                continue
            for slug in sorted(records):
                signs.setdefault(slug, str(sign))
        return tuple(Candidate(slug=slug, evidence=sign) for slug, sign in signs.items())

    def placed_by_links(self, letter: Letter) -> Records:
        """Give the records of the letters that a letter cites."""
        return frozenset().union(*(self.cited(copy) for copy in letter.copies))

    def claimed(self, letter: Letter) -> Records:
        """Give the records of the letters that a stranger quotes."""
        placed, claimed = self.ladder.placed, self.ladder.links.claimed.get(letter, ())
        return frozenset().union(*(placed[x][0] for x in claimed if x in placed))

    def cited(self, copy: Copy) -> Records:
        """Give the records of the messages that a copy's identification fields cite."""
        return frozenset().union(*(self.bearers.get(r, NOWHERE) for r in (*copy.references, copy.message_id) if r))

    def proof(self, letter: Letter, evidence: Evidence) -> Evidence:
        """Name the strongest rung that ties a placed letter to its record: a link to another letter there, if any."""
        if evidence in SAID:
            return evidence
        placed, (records, _) = self.ladder.placed, self.ladder.placed[letter]
        referred, quoted, answers, shared = (
            any(x in placed and placed[x][0] & records for x in group) for group in self.ladder.links.proofs(letter)
        )
        if referred or shared or (answers and letter.message_ids):
            return Evidence.REFERENCE
        return Evidence.QUOTED if quoted or answers else evidence

    @cached_property
    def bearers(self) -> Mapping[str, Records]:
        """Give the records by the Message-IDs that stand on them."""
        return {i: records for x, (records, _) in self.ladder.placed.items() for i in x.message_ids}

    @cached_property
    def subjects(self) -> Mapping[str, Records]:
        """Give the records by the base subjects of their letters."""
        found: dict[str, Records] = defaultdict(frozenset)
        for letter, (records, _) in self.ladder.placed.items():
            if letter.best.base_subject:
                found[letter.best.base_subject] |= records
        return found

    @cached_property
    def clients(self) -> Mapping[str, Records]:
        """Give the records on which each representative stands."""
        return self.ladder.clients()

    @cached_property
    def first(self) -> Mapping[Letter, Evidence]:
        """Find the letters of ours that stand first on a record which nobody listed: those opened it."""
        earliest: dict[str, Letter] = {}
        for letter, (records, _) in self.ladder.placed.items():
            for slug in records & self.ladder.opened:
                if slug not in earliest or letter.rank < earliest[slug].rank:
                    earliest[slug] = letter
        return {x: Evidence.FIRST_LETTER for x in earliest.values() if x.best.direction == Direction.INQUIRY}
