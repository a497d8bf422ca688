"""A year of a newsroom by a clock of its own: every notice that is due is told once, at its time, and no other.

    python -m tests.clock [--records 1000] [--days 365] [--seed 1] [--database URL]

Letters are archived at their minute, and filed before people are told next. Two beats tell them at the same moments, of
which some are a minute before something is due, and some write a reminder, wait while a letter comes in, and only then
send it. Twice the service stands still.
All notices go to an SMTP server. What should have been told is worked out by ``tests.clock_oracle``.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time as stopwatch
from collections import Counter, defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests import clock_oracle as oracle
from tests.clock_oracle import DAY, MINUTE, may_be_told, morning, plan, reminders, waited_for, works
from tests.clock_story import PEOPLE, ROOM, between, owner, story
from tests.noticed import CALENDAR, a_bureau
from tests.noticed import ROOM as NEWSROOM
from tests.servers.smtp import Sink
from worker import intake, telling
from worker.answering import attend
from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.deadlines.reminders import Rules
from worker.delivering.deliver import deliver
from worker.delivering.occasion import Occasion
from worker.mail.raw import RawMessage
from worker.notices.quiet import Quiet
from worker.notices.reporter import Receipts, Reporter
from worker.notices.server import Server
from worker.records import agenda, archive
from worker.records.database import connect, reading, writing
from worker.records.tables import outbox
from worker.reminding import remind, settle

BEGIN = datetime(2024, 2, 26, tzinfo=UTC)  # clocks change on March 10 (New York) and March 31 (Berlin, London)
US = replace(CALENDAR, country="US")
BEATS = 2
FREE = 100_000  # notices an hour: the cap has tests of its own
SHOWN = 20


class Clock:
    """The newsroom; what was told is ``told``: (record, kind, due_at, step, address) → the moments it was."""

    def __init__(self, url: str, letters, begin: datetime, end: datetime, seed: int, pace: int = 1) -> None:  # noqa: PLR0913, PLR0917 - what a year is made of
        self.url, self.letters, self.begin, self.end = url, letters, begin, end
        self.chance, self.pace = random.Random(seed), pace
        self.engines = [connect(url) for _ in range(BEATS)]
        self.written: list[datetime] = []
        self.sent: list[datetime] = []
        self.told: defaultdict[tuple, list[datetime]] = defaultdict(list)
        self.weeks: defaultdict[tuple, list[datetime]] = defaultdict(list)
        self.failures: list[str] = []
        self.costs: list[float] = []

    def run(self) -> None:
        """Let the time pass."""
        self.coming = deque(self.letters)
        with Sink() as sink, ThreadPoolExecutor(BEATS) as self.pool:
            self.sink, self.bureau = sink, bureau(sink.port)
            for moment, then in self.moments():
                self.receive(moment)
                if then is None:
                    self.beat(tell, moment)
                    self.note(moment, moment)
                    continue
                self.beat(write, moment)
                self.receive(then)
                self.beat(deliver, then)
                self.note(moment, then)
        for engine in self.engines:
            engine.dispose()

    def receive(self, moment: datetime) -> None:
        """Take in what came by now: each letter is archived at its minute, and all are filed together."""
        came = []
        while self.coming and self.coming[0].at <= moment:
            came.append(self.coming.popleft())
        if not came:
            return
        engine = self.engines[0]
        with writing(engine) as connection:
            for letter in came:
                raw = RawMessage(octets=letter.mail, mailbox="desk", trusted=False)
                archive.store(connection, [raw], now=letter.at)
        intake.resume(engine, NEWSROOM, now=moment)

    def beat(self, do, moment: datetime) -> None:
        """Let all beats do the same at one moment."""
        occasion = Occasion(bureau=self.bureau, calendar=US, rules=Rules(), now=moment)
        together = Barrier(BEATS)

        def beaten(engine):
            together.wait()
            do(engine, occasion)

        began = stopwatch.perf_counter()
        for ended in [self.pool.submit(beaten, engine) for engine in self.engines]:
            ended.result()
        self.costs.append(stopwatch.perf_counter() - began)

    def note(self, wrote: datetime, moment: datetime) -> None:
        """Note what the server got just now."""
        self.written.append(wrote)
        self.sent.append(moment)
        mails = {mail.message_id: mail for mail in self.sink.taken}
        repeated = [name for name, copies in list(self.sink.mails.items()) if len(copies) > 1]
        self.failures += [f"{moment}: sent twice in a moment: {name}" for name in repeated]
        self.sink.mails.clear()
        if not mails:
            return
        with reading(self.engines[0]) as connection:
            for row in connection.execute(select(outbox).where(outbox.c.message_id.in_([*mails]))):
                if mails[row.message_id].recipient != row.recipient:
                    self.failures.append(f"{moment}: to another: {row.key}")
                if row.kind == "digest":
                    self.weeks[row.about["week"], row.recipient].append(moment)
                elif row.kind == "reminder":
                    date = agenda.find(connection, row.about["deadline"])
                    record = int(date.slug.removeprefix("harbour").partition("-")[0])
                    told = record, date.kind.value, date.due_at, row.about["step"], row.recipient
                    self.told[told].append(moment)
                else:
                    self.failures.append(f"{moment}: nobody asked for {row.key}")

    def moments(self):
        """Yield when people are told; with a second moment where they are written first and sent then."""
        chance, at, usual = self.chance, self.begin, set()
        while at < self.end:
            usual.add(at)
            busy = any(works(person, at.date()) for person in PEOPLE)
            at += timedelta(minutes=self.pace * (chance.randrange(31, 60) if busy else chance.randrange(100, 300)))
        exact = {due for due in sorted(self.exactly()) if self.begin < due < self.end}
        usual |= {due for due in exact if chance.random() < 0.7} | {
            due - MINUTE for due in exact if chance.random() < 1 / self.pace
        }
        spans = [span for span in between(self.letters) if span[0] > self.begin]
        stands = sorted([(at, None) for at in without(usual, spans)] + spans)
        return [
            span
            for span in stands
            if not any(b <= span[0] < e or b <= (span[1] or span[0]) < e for b, e in self.stops())
        ]

    def stops(self):
        """Give when the service stands still: six hours of a Wednesday, and three days from a Monday noon."""
        day = self.begin + timedelta(days=(2 - self.begin.weekday()) % 7 + 14)
        later = self.begin + timedelta(days=-self.begin.weekday() % 7 + 35)
        return [
            (day + timedelta(hours=11), day + timedelta(hours=17)),
            (later + timedelta(hours=12), later + timedelta(days=3, hours=12)),
        ]

    def exactly(self):
        """Yield moments at which something may be due to the minute."""
        day = self.begin.date()
        while day < self.end.date():
            for person in PEOPLE:
                if works(person, day):
                    yield morning(person, day)
            day += DAY
        for letter in self.letters[::3]:
            if letter.due_at:
                yield from (at for step, at in plan(owner(letter.record), "request", letter.due_at) if step == "due")


def without(usual, spans):
    """Give the moments that lie in no span."""
    taken, ends = [], iter(sorted(spans))
    span = next(ends, None)
    for at in sorted(usual):
        while span and span[1] < at:
            span = next(ends, None)
        if not (span and span[0] <= at <= span[1]):
            taken.append(at)
    return taken


def tell(engine, occasion) -> None:
    telling.tell(engine, occasion)


def write(engine, occasion) -> None:
    """Do the first half of telling."""
    settle(engine, occasion.calendar, occasion.rules, now=occasion.now)
    attend(engine, occasion.bureau, occasion.calendar, now=occasion.now)
    remind(engine, occasion.bureau, occasion.rules, now=occasion.now)


def bureau(port: int):
    """Give the bureau of these people."""
    reporters = []
    for person in PEOPLE:
        zone = ZoneInfo(person.zone)
        calendar = Calendar(zone=zone, close_of_business=CALENDAR.close_of_business, country=person.country)
        hours = Hours(calendar=calendar, opens=person.opens, closes=person.closes)
        quiet = Quiet(begins=person.quiet[0], ends=person.quiet[1], zone=zone) if person.quiet else None
        reporters.append(Reporter(address=person.address, hours=hours, quiet=quiet, receipts=Receipts.OFF))
    server = Server(host="127.0.0.1", port=port, tls="none")
    return a_bureau(reporters=tuple(reporters), server=server, per_hour=FREE)


def expected(clock: Clock):
    """Give what should have been told, by the letters alone."""
    of_record = defaultdict(list)
    for letter in clock.letters:
        of_record[letter.record].append(letter)
    waited = [date for letters in of_record.values() for date in waited_for(letters, ROOM)]
    told = defaultdict(list)
    for date in waited:
        person = owner(date.record)
        for step, at in reminders(date, person, clock.written, clock.sent):
            told[date.record, date.kind, date.due_at, step, person.address] = [at]
    return dict(told), digests(clock, waited)


def digests(clock: Clock, waited):
    """Give when each person hears of each week in which something is waited for."""
    told = {}
    monday = clock.begin.date() - timedelta(days=clock.begin.weekday())
    while monday < clock.end.date():
        for person in PEOPLE:
            begins = oracle.first_open(person, datetime.combine(monday, datetime.min.time(), ZoneInfo(person.zone)))
            midnight = datetime.combine(monday + 7 * DAY, datetime.min.time(), ZoneInfo(person.zone))
            mine = [date for date in waited if owner(date.record) == person]
            joined = min((letter.at for letter in clock.letters if owner(letter.record) == person), default=begins)
            first, last = max(begins, joined), begins + 3 * DAY
            moment = oracle.chance_to(person, first, last, midnight, clock.written, clock.sent)
            if moment and clock.letters[0].at <= begins and any(d.begin <= moment < d.end for d in mine):
                year, week, _ = monday.isocalendar()
                told[f"{year}-W{week:02}", person.address] = [moment]
        monday += 7 * DAY
    return told


def violations(clock: Clock) -> list[str]:
    """Tell what was told that should not have been, or not then, and what was not told."""
    found = list(clock.failures)
    for was, should in zip((clock.told, clock.weeks), expected(clock), strict=True):
        found += [
            f"{shown(name)}: told {shown(was.get(name, []))}, should be {shown(should.get(name, []))}"
            for name in sorted({*was, *should}, key=str)
            if was.get(name, []) != should.get(name, [])
        ]
        at_night = {(name, at) for name, times in was.items() for at in times if not may_be_told(person(name), at)}
        found += [f"{shown(name)}: told out of hours, {at}" for name, at in at_night if was[name] == should.get(name)]
    return found


def person(name):
    return next(p for p in PEOPLE if p.address == name[-1])


def shown(told) -> str:
    return ", ".join(f"{part:%Y-%m-%d %H:%M}" if isinstance(part, datetime) else str(part) for part in told) or "never"


def year(url: str, *, records: int, days: int, seed: int, pace: int = 1) -> Clock:
    """Let the newsroom work for some days, and then wait for what is still due."""
    letters = story(records, BEGIN, days, seed)
    clock = Clock(url, letters, BEGIN, BEGIN + timedelta(days=days), seed, pace)
    clock.run()
    return clock


def main() -> int:
    """Run, and report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--records", type=int, default=1000)
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--pace", type=int, default=1, help="how many times 30 to 60 minutes lie between two beats")
    asked.add_argument("--database", default="")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = stopwatch.perf_counter()
        url = given.database or f"sqlite:///{Path(folder) / 'ledger.db'}"
        clock = year(url, records=given.records, days=given.days, seed=given.seed, pace=given.pace)
        took = stopwatch.perf_counter() - began
    found = violations(clock)
    for line in found[:SHOWN]:
        say(line)
    steps = Counter(name[3].partition(" ")[0] for name in clock.told)
    costs = sorted(clock.costs)
    say(
        f"{given.records} records, {len(clock.letters)} letters, {given.days} days, {len(clock.sent)} moments by {BEATS} beats: "
        f"{len(clock.told)} reminders {dict(steps)}, {len(clock.weeks)} digests, {len(found)} violations; "
        f"{took:.0f} s, of it {sum(costs):.0f} s of telling, a moment {1000 * costs[len(costs) // 2]:.0f} ms (median), {1000 * costs[-1]:.0f} ms (most)"
    )
    return 1 if found else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
