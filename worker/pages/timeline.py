"""The exchange as a picture: who wrote when, what was due when, and the same in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.mail.message import Direction, Kind
from worker.pages.ticks import ticks
from worker.prose.days import day
from worker.prose.people import counted
from worker.publication.manual import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from worker.pages.page import Mark, Page
    from worker.pages.shown import Shown
    from worker.pages.ticks import Tick

AXIS: Final = 46  # per cent of the height, as all that stands in the picture is placed in per cent
LEFT, WIDE = 2.0, 96.0
NEAREST, STEP, LANES, APART = 15, 6, 4, 2.2
PAST: Final = frozenset({State.LATE, State.MISSED})
MOOT: Final = frozenset({State.SUPERSEDED, State.CANCELLED})
DID: Final = {
    Channel.EMAIL: "wrote to",
    Channel.LETTER: "sent a letter to",
    Channel.PHONE: "called",
    Channel.MEETING: "met",
    Channel.MESSAGE: "sent a message to",
}
BECAME: Final = {
    State.OPEN: "still open",
    State.ACKNOWLEDGED: "still open",
    State.MET: "met",
    State.LATE: "met late",
    State.MISSED: "not met",
    State.SUPERSEDED: "asked again since",
    State.CANCELLED: "cancelled",
}
ASKED: Final = {Ask.REQUEST: "Answer asked for by", Ask.PROMISE: "Answer promised by"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An entry in the picture: our letters above the axis, theirs below; a light one is no letter of substance."""

    x: float
    y: float
    side: str  # inquiry | reply
    light: bool
    late: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline on the axis, and how far the answer came after it (``until``, None where in time or never)."""

    x: float
    until: float | None
    manner: str  # "" | past | moot
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of the same in words."""

    anchor: str
    text: str
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that the picture needs; ``x`` and ``y`` in per cent of its width and height."""

    axis: int
    points: tuple[Point, ...]
    dues: tuple[Due, ...]
    ticks: tuple[Tick, ...]
    told: tuple[Told, ...]
    summary: str
    past: bool  # some answer came late or never
    theirs: str  # what the other side is called beside the axis


def timeline(page: Page, newsroom: str) -> Timeline:
    """Place the entries and deadlines of a page on a line of time."""
    scale = _Scale.over(page)
    theirs = page.acronym or page.name
    titles = [_did(entry, newsroom, theirs) for entry in page.entries]
    return Timeline(
        axis=AXIS,
        points=tuple(_points(page.entries, scale)),
        dues=tuple(_due(mark, scale) for mark in page.deadlines),
        ticks=ticks(scale.first, scale.last, scale.x),
        told=_told(page, titles),
        summary=_summary(page),
        past=any(mark.state in PAST for mark in page.deadlines),
        theirs=theirs,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first: datetime
    last: datetime

    @classmethod
    def over(cls, page: Page) -> _Scale:
        moments = [e.at for e in page.entries] + [m.due_at for m in page.deadlines]
        return cls(first=min(moments), last=max(moments))

    def x(self, at: datetime) -> float:
        whole = (self.last - self.first).total_seconds()
        share = (at - self.first).total_seconds() / whole if whole else 0.5
        return round(LEFT + WIDE * share, 2)


def _points(entries: Iterable[Shown], scale: _Scale) -> Iterator[Point]:
    # Letters of one week would stand on one another: each takes the lowest lane that is free beside it.
    lanes = {Direction.INQUIRY: [-WIDE] * LANES, Direction.REPLY: [-WIDE] * LANES}
    for entry in entries:
        ours = entry.direction == Direction.INQUIRY
        x, taken = scale.x(entry.at), lanes[Direction.INQUIRY if ours else Direction.REPLY]
        lane = next((n for n, last in enumerate(taken) if x - last >= APART), taken.index(min(taken)))
        taken[lane] = x
        away = NEAREST + STEP * lane
        yield Point(
            x=x,
            y=AXIS - away if ours else AXIS + away,
            side="inquiry" if ours else "reply",
            light=entry.kind != Kind.MESSAGE or not entry.counted,
            late=bool(entry.late),
            title=f"{entry.day}, {entry.late}" if entry.late else entry.day,
        )


def _due(mark: Mark, scale: _Scale) -> Due:
    after = mark.answered_at if mark.state == State.LATE else None
    return Due(
        x=scale.x(mark.due_at),
        until=None if after is None else min(scale.x(after), LEFT + WIDE),
        manner="past" if mark.state in PAST else "moot" if mark.state in MOOT else "",
        title=_asked(mark),
    )


def _did(entry: Shown, newsroom: str, theirs: str) -> str:
    ours = entry.direction == Direction.INQUIRY
    who, whom = (newsroom, theirs) if ours else (theirs, newsroom)
    if entry.kind == Kind.ACKNOWLEDGEMENT and not ours:
        return f"{who} acknowledged receipt"
    return f"{who} {DID[entry.channel]} {whom}" + (f", {entry.late}" if entry.late else "")


def _asked(mark: Mark) -> str:
    return f"{ASKED[mark.kind]} {mark.due}: {mark.outcome}"


def _told(page: Page, titles: list[str]) -> tuple[Told, ...]:
    lines = [
        (e.at, Told(anchor=e.anchor, text=f"{e.day}: {title}.", past=bool(e.late)))
        for e, title in zip(page.entries, titles, strict=True)
    ]
    lines += [(m.due_at, Told(anchor=m.anchor, text=f"{_asked(m)}.", past=m.state in PAST)) for m in page.deadlines]
    return tuple(told for _, told in sorted(lines, key=lambda line: line[0]))


def _summary(page: Page) -> str:
    wrote = f"{counted(page.inquiries, 'inquiry', 'inquiries')} and {counted(page.replies, 'reply', 'replies')}"
    first, last = day(page.first), day(page.last)
    when = f"on {first}" if first == last else f"from {first} to {last}"
    became = Counter(BECAME[m.state] for m in page.deadlines)
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in became.items())
    due = counted(len(page.deadlines), "deadline", "deadlines")
    return f"{wrote} {when}; {due}: {outcomes}." if page.deadlines else f"{wrote} {when}."
