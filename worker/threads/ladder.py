"""The ladder of placement: exact before guess, and no guess unseen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.mail.message import Direction
from worker.threads.correspondents import parties
from worker.threads.decision import Evidence, Hold, candidates
from worker.threads.organisations import key_of
from worker.threads.rulings import ruled

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from worker.threads.letter import Letter
    from worker.threads.links import Links
    from worker.threads.names import Names
    from worker.threads.organisations import Organisations
    from worker.threads.rulings import Rulings

Records = frozenset[str]
NOWHERE: Records = frozenset()
SEVERAL = "more than one record is possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What the rungs look at. ``placed`` fills up, conversation by conversation; ``held`` says where rungs disagree."""

    links: Links
    organisations: Organisations
    representatives: frozenset[str]
    rulings: Rulings
    names: Names
    listed: Records
    opened: Records  # by mail of ours
    placed: dict[Letter, tuple[Records, Evidence]] = field(default_factory=dict)
    held: dict[Letter, Hold] = field(default_factory=dict)

    def climb(self) -> None:
        """Place what can be placed: first what tells its record itself, then what is linked to it, then the rest."""
        for conversation in self.links.conversations:
            for letter in conversation:
                self.by_itself(letter)
            self.by_links(conversation)
        self.by_subject()
        self.by_names()
        self.by_habit()

    def by_itself(self, letter: Letter) -> None:
        """Rungs 0, 1, 4 and 5: a person's word, the record's own address, the address of the other side."""
        rulings = self.rulings.on_letter(letter)
        if rulings and not rulings[-1].source:
            self.placed[letter] = ruled(NOWHERE, rulings), Evidence.PERSON
            return
        if letter.best.slug and self.organisations.standing(letter.best.slug) in self.listed | self.opened:
            self.placed[letter] = frozenset({self.organisations.standing(letter.best.slug)}), Evidence.OWN_ADDRESS
        elif not letter.automatic:
            sides = self.sides(letter)
            if sides and all(len(records) == 1 for records, _ in sides):
                self.placed[letter] = frozenset().union(*(r for r, _ in sides)), sides[0][1]
        if rulings and letter in self.placed:
            self.placed[letter] = ruled(self.placed[letter][0], rulings), Evidence.PERSON

    def sides(self, letter: Letter) -> list[tuple[Records, Evidence]]:
        """Give the records of each known address of the other side; of those in Cc where nobody else is known."""
        found = [self.organisations.of(a) for a in parties(letter)]
        known = [f for f in found if f[0]]
        if known or (letter.best.direction == Direction.REPLY and not self.represents(letter)):
            return known
        copied = [self.organisations.of(a) for a in letter.best.cc]
        return [f for f in copied if f[0]]

    def represents(self, letter: Letter) -> bool:
        """Tell whether a letter is from or to a representative."""
        return any(key_of(a) in self.representatives for a in parties(letter))

    def by_links(self, conversation: Sequence[Letter]) -> None:
        """Rungs 2 and 3: what a letter answers, quotes or is answered by."""
        self.heed_references(conversation)
        records = frozenset().union(*(self.placed[x][0] for x in conversation if x in self.placed and not x.automatic))
        rest = [x for x in conversation if x not in self.placed and x not in self.held]
        if len(records) == 1:
            for letter in rest:
                self.placed[letter] = records, Evidence.REFERENCE
        elif records:
            self.by_neighbours(rest, frozenset(conversation))

    def heed_references(self, conversation: Sequence[Letter]) -> None:
        """Let a reply stand where the letter it answers stands, even if its sender is known elsewhere."""
        stands = {x: self.placed[x][0] for x in conversation if x in self.placed}
        if len(frozenset(stands.values())) < 2:  # noqa: PLR2004 - one record, nothing to weigh
            return
        for letter in conversation:
            if letter.best.direction != Direction.REPLY or self.placed.get(letter, (0, 0))[1] not in ADDRESSES:
                continue
            answered = next((stands[x] for x in self.links.referred.get(letter, ()) if x in stands), NOWHERE)
            if answered and not answered & stands[letter]:
                self.settle(letter, answered, Evidence.REFERENCE)

    def settle(self, letter: Letter, records: Records, evidence: Evidence) -> None:
        """Place a letter on the one record that is left, or hold it with all of them."""
        if len(records) == 1:
            self.placed[letter] = records, evidence
        else:
            self.placed.pop(letter, None)
            self.held[letter] = Hold(reason=SEVERAL, candidates=candidates(records, evidence))

    def by_neighbours(self, letters: Iterable[Letter], conversation: Container[Letter]) -> None:
        """Where a conversation spans records: each letter stands with its nearest placed neighbour."""
        rest = set(letters)
        near: Iterable[Letter] = rest
        while near:
            found = [(x, *self.neighbour(x, conversation)) for x in near]
            for letter, records, evidence in found:  # a round sees only the rounds before it: order does not matter
                if records:
                    rest.discard(letter)
                    sided = frozenset().union(*(r for r, _ in self.sides(letter))) & records
                    self.settle(letter, sided or records, evidence)
            settled = (x for x, records, _ in found if records and x in self.placed)
            near = {other for x in settled for group in self.links.proofs(x) for other in group} & rest

    def neighbour(self, letter: Letter, conversation: Container[Letter]) -> tuple[Records, Evidence]:
        """Give the records of the nearest placed letters; those of another conversation may not be placed yet."""
        referred, *others = self.links.proofs(letter)
        for other in referred:
            if other in self.placed and other in conversation:
                return self.placed[other][0], Evidence.REFERENCE
        for group, evidence in zip(others, (Evidence.QUOTED, Evidence.REFERENCE, Evidence.REFERENCE), strict=True):
            records = frozenset().union(*(self.placed[x][0] for x in group if x in self.placed and x in conversation))
            if records:
                return records, evidence
        return NOWHERE, Evidence.REFERENCE

    def by_subject(self) -> None:
        """Where one organisation has two records, choose the one that has the letter's base subject, or hold it."""
        subjects: dict[str, Records] = defaultdict(frozenset)
        for letter, (records, _) in self.placed.items():
            subjects[letter.best.base_subject] |= records
        for conversation in self.homeless():
            sides = [(x, records, evidence) for x in conversation for records, evidence in self.sides(x)]
            if sides:
                meant = frozenset.intersection(*(r & subjects[x.best.base_subject] for x, r, _ in sides))
                for letter in conversation:
                    self.settle(letter, meant or frozenset().union(*(r for _, r, _ in sides)), sides[0][2])

    def by_names(self) -> None:
        """Rung 6: a representative names the organisation, one of those it already stands for."""
        clients = self.clients()
        for conversation in self.homeless():
            served = self.served(conversation, clients)
            named = frozenset(s for x in conversation for s in self.names.told(x.best.words)) & served
            if len(named) == 1:
                for letter in conversation:
                    self.placed[letter] = named, Evidence.NAME

    def by_habit(self) -> None:
        """Rung 7: what a person decided last time for this address."""
        if not self.rulings:
            return
        latest: dict[str, tuple[int, Records]] = {}
        for letter, (records, evidence) in self.placed.items():
            if evidence == Evidence.PERSON:
                sequence = self.rulings.on_letter(letter)[-1].sequence
                for address in parties(letter):
                    latest[address] = max(latest.get(address, (-1, NOWHERE)), (sequence, records), key=lambda d: d[0])
        for conversation in self.homeless():
            told = [latest[a] for x in conversation for a in parties(x) if a in latest]
            if told:
                records = max(told, key=lambda d: d[0])[1]
                for letter in conversation:
                    if len(records) == 1:
                        self.placed[letter] = records, Evidence.EARLIER_DECISION

    def clients(self) -> Mapping[str, Records]:
        """Give the records on which each representative stands by proof."""
        found: dict[str, Records] = defaultdict(frozenset)
        for letter, (records, _) in self.placed.items():
            for address in parties(letter):
                if key_of(address) in self.representatives:
                    found[key_of(address)] |= records
        return found

    def served(self, conversation: Iterable[Letter], clients: Mapping[str, Records]) -> Records:
        """Give the records for which the representatives in a conversation stand."""
        return frozenset().union(*(clients.get(key_of(a), NOWHERE) for x in conversation for a in parties(x)))

    def homeless(self) -> list[tuple[Letter, ...]]:
        """List the conversations nothing of which is placed."""
        return [
            c
            for c in self.links.conversations
            if not any(x in self.placed or x in self.held for x in c) and not c[0].automatic
        ]


ADDRESSES = frozenset({Evidence.CONTACT, Evidence.DOMAIN})
