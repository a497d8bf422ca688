"""The sentence before an entry: who wrote to whom by what way, in the words of such pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from worker.mail.message import Direction, Kind
from worker.pages.people import Person
from worker.pages.site import NOBODY
from worker.pages.words import folded
from worker.publication.manual import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUMMARY: Final = "In an editor's summary:"
_SENT: Final[Mapping[Channel, str]] = {
    Channel.EMAIL: "Email sent to {whom}",
    Channel.PHONE: "{newsroom} telephoned {whom}",
    Channel.LETTER: "Letter sent to {whom}",
    Channel.MEETING: "{newsroom} met {whom}",
    Channel.MESSAGE: "Message sent to {whom}",
}
_REPLIED: Final[Mapping[Channel, str]] = {
    Channel.EMAIL: "{newsroom} replied",
    Channel.LETTER: "{newsroom} replied by letter",
    Channel.MESSAGE: "{newsroom} replied by message",
}
_WROTE: Final[Mapping[Channel, tuple[str, str]]] = {  # before and after something of ours
    Channel.EMAIL: ("emailed", "replied"),
    Channel.PHONE: ("telephoned", "replied by telephone"),
    Channel.LETTER: ("wrote a letter", "replied by letter"),
    Channel.MEETING: ("met {newsroom}", "met {newsroom}"),
    Channel.MESSAGE: ("sent a message", "replied by message"),
}
_ACKNOWLEDGED: Final = ("acknowledged receipt", "acknowledged receipt")
_SAID: Final[Mapping[Channel, str]] = {
    Channel.EMAIL: "The email said:",
    Channel.PHONE: "A note of the call says:",
    Channel.LETTER: "The letter said:",
    Channel.MEETING: "A note of the meeting says:",
    Channel.MESSAGE: "The message said:",
}
_NOTED: Final = frozenset({Channel.PHONE, Channel.MEETING})  # spoken: what stands there is a note, no quotation
_FEW: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Between what a person is and where: "Head of Press, HA", "Head of Press at the Harbour Alliance (HA)".
_PARTED: Final = re.compile(r"(\s*[,;|/·•]\s*|\s+[-\u2013\u2014@]\s+|\s+at\s+(?:the\s+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How a page calls the two sides."""

    newsroom: str
    organisation: str
    acronym: str = ""

    @property
    def ours(self) -> str:
        """Name the newsroom."""
        return self.newsroom or NOBODY

    @property
    def full(self) -> str:
        """Name the organisation in full: "Harbour Standards Alliance (HSA)"."""
        return f"{self.organisation} ({self.acronym})" if self.acronym else self.organisation

    @property
    def short(self) -> str:
        """Name the organisation in short."""
        return self.acronym or self.organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An entry as far as its sentence goes; ``people`` are of the other side, whichever way the words went."""

    direction: Direction
    kind: Kind = Kind.MESSAGE
    channel: Channel = Channel.EMAIL
    people: tuple[Person, ...] = ()
    answers: bool = False  # something of the other side's stands before it, and it goes back to that
    summarised: bool = False


def narration(turn: Turn, sides: Sides) -> tuple[str, str]:
    """Tell who wrote to whom, and introduce the words; the second is empty where the first ends in a colon."""
    lead, ends = _lead(turn, sides)
    said = SUMMARY if turn.summarised else _SAID[turn.channel]
    if ends and not turn.summarised and turn.channel not in _NOTED:
        return f"{lead}:", ""
    return f"{lead}." if lead[-1] != "." else lead, said


def _lead(turn: Turn, sides: Sides) -> tuple[str, bool]:
    if turn.direction == Direction.REPLY:
        return _theirs(turn, sides), True
    if turn.answers and turn.channel in _REPLIED:
        return _REPLIED[turn.channel].format(newsroom=sides.ours), True
    return _SENT[turn.channel].format(newsroom=sides.ours, whom=_whom(turn.people, sides)), False


def _theirs(turn: Turn, sides: Sides) -> str:
    verbs = _ACKNOWLEDGED if turn.kind == Kind.ACKNOWLEDGEMENT else _WROTE[turn.channel]
    verb = verbs[turn.answers].format(newsroom=sides.ours)
    who = _within(turn.people[0], sides) if turn.people else Person()
    if not who.name or who.name.casefold() in (sides.organisation.casefold(), sides.acronym.casefold()):
        return f"{sides.organisation} {verb}"
    return f"{_titled(who)}{',' if who.role else ''} {verb} for {sides.short}"


def _whom(people: Sequence[Person], sides: Sides) -> str:
    named = [_within(p, sides) for p in sorted(people, key=lambda p: not p.name)]  # those with a name first
    if not named or (len(named) == 1 and not named[0].name):
        return sides.full
    if not named[0].name:
        return f"{_number(len(named))} contact addresses at {sides.full}"
    others = len(named) - 1
    if not others:
        return f"{_titled(named[0])} at {sides.full}"
    comma = "," if named[0].role else ""
    return f"{_titled(named[0])}{comma} and {_number(others)} {'other' if others == 1 else 'others'} at {sides.full}"


def _titled(person: Person) -> str:
    return f"{person.name}, {person.role}" if person.role else person.name


def _within(person: Person, sides: Sides) -> Person:
    """Leave the organisation out of a person's role: the sentence names it."""
    parts = _PARTED.split(person.role)
    known = {folded(name) for name in (sides.organisation, sides.acronym, sides.full)}
    kept = [at for at in range(0, len(parts), 2) if folded(parts[at]) not in known]
    return replace(person, role="".join(parts[at - 1] + parts[at] if at > kept[0] else parts[at] for at in kept))


def _number(count: int) -> str:
    return _FEW[count] if count < len(_FEW) else str(count)
