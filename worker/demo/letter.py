"""The letters of the sample correspondence, each a text file: what it is here for, its fields, its words.

Lines that begin with ``#`` say why the letter is there. The fields follow, one a line, then an empty line, then what
the author wrote. ``Reached us`` tells how the letter came to the desk, once for each mail that brought it: ``cc``,
``bcc``, or ``forward``, ``attached`` or ``redirect`` with the program, the person, the time and a note.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from worker.demo.people import Person, person

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = "worker.demo"
LETTERS, NOISE, ANSWERS = "letters", "noise", "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a letter reached us: by whose mail, when; of one that was sent on, by which program and below which note."""

    how: str
    by: Person
    at: datetime
    program: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as its author sent it, and the ways in which it reached us."""

    name: str  # of its file, without the ending
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...] = ()
    sent_at: datetime
    subject: str
    answers: str = ""  # the number that begins the name of the letter it answers
    picture: str = ""
    ways: tuple[Way, ...]
    fields: tuple[tuple[str, str], ...] = ()  # further header fields
    proof: str = "pass"  # what our server found when it asked who sent it
    server: str = ""  # that handed it over, where it is not the author's own
    words: str

    @property
    def number(self) -> str:
        """The number that begins its name."""
        return self.name.partition("-")[0]


@cache
def letters() -> Mapping[str, Letter]:
    """Read the letters of the correspondence, by number, in its order."""
    return {letter.number: letter for letter in read_folder(LETTERS)}


@cache
def noise() -> tuple[Letter, ...]:
    """Read what else reached the desk."""
    return read_folder(NOISE)


@cache
def answers() -> tuple[Letter, ...]:
    """Read what our reporters answer to notices, in its order."""
    return tuple(sorted(read_folder(ANSWERS), key=lambda letter: letter.sent_at))


def read_folder(folder: str) -> tuple[Letter, ...]:
    """Read the letters of a folder, by name."""
    files = (f for f in resources.files(PACKAGE).joinpath(folder).iterdir() if f.name.endswith(".txt"))
    return tuple(
        letter(file.name.removesuffix(".txt"), file.read_text(encoding="utf-8"))
        for file in sorted(files, key=lambda file: file.name)
    )


def letter(name: str, text: str) -> Letter:
    """Read one letter."""
    head, _, words = text.partition("\n\n")
    told: defaultdict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        if not line.startswith("#"):
            field, _, value = line.partition(": ")
            told[field].append(value)
    sender, sent_at = person("".join(told["From"])), moment("".join(told["Sent"]))
    return Letter(
        name=name,
        sender=sender,
        to=everybody(told["To"]),
        cc=everybody(told["Cc"]),
        sent_at=sent_at,
        subject="".join(told["Subject"]),
        answers="".join(told["Answers"]),
        picture="".join(told["Picture"]),
        ways=tuple(way(each, sender, sent_at) for each in told["Reached us"]),
        fields=tuple((n, v) for n, _, v in (each.partition(": ") for each in told["Field"])),
        proof="".join(told["Proof"]) or "pass",
        server="".join(told["Server"]),
        words=words.strip(),
    )


def everybody(told: list[str]) -> tuple[Person, ...]:
    """Read a list of people."""
    return tuple(person(each) for line in told for each in line.split(", "))


def way(told: str, sender: Person, sent_at: datetime) -> Way:
    """Read how a letter reached us: by its author's own mail unless somebody sent it on."""
    how, *more = (each.strip() for each in told.split(";", 4))
    if not more:
        return Way(how=how, by=sender, at=sent_at)
    program, by, at, *note = more
    return Way(how=how, by=person(by), at=moment(at), program=program, note="".join(note))


def moment(told: str) -> datetime:
    """Read a moment with its offset: ``2023-06-21 10:14:09 -0400``."""
    return datetime.strptime(told, "%Y-%m-%d %H:%M:%S %z")
