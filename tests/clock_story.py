"""A newsroom's year of letters for the test of the clock: who writes what to whom, when, and what dates it sets."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from tests.clock_oracle import MINUTE, Person, first_open
from tests.given import DESK, a_mail
from tests.noticed import PROOF

ROOM_ZONE = ZoneInfo("America/New_York")
ROOM = Person("desk@newsroom.example", "America/New_York", time(9), time(17), "US")
PEOPLE = (
    Person("mara@newsroom.example", "America/New_York", time(9), time(18), "US"),
    Person("bernd@newsroom.example", "Europe/Berlin", time(8, 30), time(17, 15), "DE", quiet=(time(12), time(13))),
    Person("toshi@newsroom.example", "Asia/Tokyo", time(10), time(19), "JP"),
    Person("sunniva@newsroom.example", "Europe/London", time(7), time(12), "GB"),
)
THEIRS = tuple(timezone(timedelta(hours=h)) for h in (-7, -4, 0, 1, 2, 9))
OFTEN = {  # what comes next, and how often
    "ask": 4, "inquire": 2, "acknowledge": 3, "promise": 3, "answer": 4, "question": 2, "both": 2, "away": 2, "rest": 3,
}  # fmt: skip
OURS = {"ask", "inquire"}
CLOCKS = (("close of business on ", time(17)), ("10am on ", time(10)), ("3:30pm on ", time(15, 30)), ("11pm on ", time(23)), ("7am on ", time(7)))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as far as the clock goes."""

    record: int
    what: str
    sent_at: datetime
    at: datetime  # it comes in
    due_at: datetime | None
    mail: bytes

    @property
    def ours(self) -> bool:
        return self.what in OURS


def owner(record: int) -> Person:
    """Give whose record it is."""
    return PEOPLE[record % len(PEOPLE)]


def story(records: int, begin: datetime, days: int, seed: int) -> list[Letter]:
    """Write all letters, in the order they come in."""
    chance = random.Random(seed)
    letters = [letter for record in range(records) for letter in correspondence(record, begin, days, chance)]
    return sorted(letters, key=lambda letter: letter.at)


def correspondence(record: int, begin: datetime, days: int, chance: random.Random) -> list[Letter]:
    """Write the letters of one record: the first is ours, and then whatever chance has."""
    at = begin + timedelta(minutes=chance.randrange(days * 24 * 60 * 3 // 4))
    written: list[Letter] = []
    mails: list = []
    what = chance.choice(["ask", "ask", "inquire"])
    while what != "rest" and at < begin + timedelta(days=days):
        letter, mail = write(record, what, at, written, mails, chance)
        written.append(letter)
        mails.append(mail)
        at = after(letter, chance)
        what = chance.choices([*OFTEN], [*OFTEN.values()])[0]
    return written


def after(letter: Letter, chance: random.Random) -> datetime:
    """Give when the next letter is sent: often about the time that something falls due."""
    if letter.due_at and chance.random() < 0.5:
        about = first_open(owner(letter.record), letter.due_at)
        about += timedelta(minutes=chance.choice([-30, 0, 4, 12, 25]), days=chance.choice([0, 0, 0, -1, 1, 5]))
        if about > letter.at:
            return about
    return letter.at + timedelta(minutes=chance.randrange(5, 60 * 24 * 20))


def write(record, what, at, written, mails, chance):  # noqa: PLR0913, PLR0917 - what a letter is made of
    """Write a letter."""
    zone = ROOM_ZONE if what in OURS else chance.choice(THEIRS)
    known = {letter.due_at for letter in written}
    due_at, said = a_date(at, zone, chance)
    while due_at in known:
        due_at, said = a_date(at, zone, chance)
    words, dated = WORDS[what]
    party = f"press@harbour{record}.example"
    sender, to = (owner(record).address, party) if what in OURS else (party, owner(record).address)
    fields = dict(PROOF) if what in OURS else {}
    if what in OURS:
        fields["Bcc"] = DESK
    else:
        fields["Cc"] = DESK
    if what == "away":
        fields["Auto_Submitted"] = "auto-replied"
    subject = f"Questions {record}"
    mail = a_mail(
        sender=sender, to=to, words=words.format(said=said), sent_at=at.astimezone(zone), answers=mails[-1] if mails else None,
        subject=f"Re: {subject}" if mails else subject, **fields,
    )  # fmt: skip
    comes = at + timedelta(minutes=chance.choice([1, 1, 2, 3, 7]))
    letter = Letter(
        record=record, what=what, sent_at=at, at=comes, due_at=due_at if dated else None, mail=mail.as_bytes()
    )
    return letter, mail


def a_date(at, zone, chance):
    """Choose a date, and say it."""
    day = (at.astimezone(zone) + timedelta(days=chance.choice([0, 1, 1, 2, 3, 4, 5, 7, 8, 10, 14, 21, 30]))).date()
    clock, hour = chance.choice(CLOCKS)
    due_at = datetime.combine(day, hour, zone)
    if due_at <= at + MINUTE:
        return a_date(at, zone, chance)
    return due_at.astimezone(UTC), f"{clock}{day:%B} {day.day}, {day.year}"


WORDS = {
    "ask": ("Who owns the pier? Please answer by {said}.\n", True),
    "inquire": ("Who owns the pier, and since when?\n", False),
    "acknowledge": ("Thank you for your letter. We have received it and will come back to you.\n", False),
    "promise": ("Thank you for your letter. We will answer by {said}.\n", True),
    "answer": ("The pier belongs to the harbour since 1999.\n", False),
    "question": ("The pier belongs to the harbour. Which of its two ends do you mean?\n", False),
    "both": ("The pier belongs to us. Which end do you mean? We will send you the lease by {said}.\n", True),
    "away": ("I am out of the office and will read your mail when I am back.\n", False),
}


def between(letters: list[Letter]) -> list[tuple[datetime, datetime]]:
    """Give spans in which a letter comes in, to write a reminder before it and to send it after.

    Those first in which it makes moot what was just written: it comes within the hour after its record's date.
    """
    dates: dict[int, list[datetime]] = {}
    crossing, other = [], []
    for letter in letters:
        person = owner(letter.record)
        begun = (first_open(person, due) for due in dates.get(letter.record, ()))
        just = [at for at in begun if at < letter.at < at + timedelta(hours=1)]
        crossing += [(at, letter.at + 3 * MINUTE) for at in just[-1:]]
        other += [(letter.at - 5 * MINUTE, letter.at + 3 * MINUTE)] if not just and not letter.ours else []
        if letter.due_at:
            dates.setdefault(letter.record, []).append(letter.due_at)
    apart: list[tuple[datetime, datetime]] = []
    for begin, end in [*crossing, *other[::3]]:
        if all(end < one or two < begin for one, two in apart):
            apart.append((begin, end))
    return sorted(apart)
