"""What the demo shows of deadlines: what came of each, who was mailed about it and when, one such mail, its answer."""

from __future__ import annotations

from collections import Counter
from email.utils import parseaddr
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from worker.cli.table import plain
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.demo.told import identifier, read, text_in
from worker.notices.letter import acknowledgement
from worker.notices.steps import why_now
from worker.prose.days import day
from worker.prose.due import moment, outcome
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from worker.demo.demonstration import Demonstration
    from worker.demo.told import Told

MOMENT = "%Y-%m-%d %H:%M"
ASKED = {Ask.REQUEST: "asked for", Ask.PROMISE: "promised for"}
COLOURS = {State.MET: "green", State.LATE: "yellow", State.MISSED: "bold red", State.SUPERSEDED: "dim"}
COUNTED = {
    "receipt": ("receipt for mail that was brought in", "receipts for mail that was brought in"),
    "digest": ("digest of a week", "digests of a week"),
}
FIELDS = ("From", "To", "Reply-To", "Subject", "Date", "List-Id", "Auto-Submitted")
ONE = "One of them, as it was mailed:"
ANSWERED = "A reporter can answer it with one line. {who} did, on {at}:"
DONE = "Our server proved who sent it and it answers a notice of ours, so it was done, and this was mailed back:"


def deadlines(done: Demonstration) -> Table:
    """Make the table of the dates that the letters set, and what came of each."""
    zone = done.settings.newsroom.zone
    made = table("due", "", "in the letter's words", "what came of it")
    for standing in done.standings:
        told = acknowledgement(done.record, standing.entry, zone) if standing.kind == Ask.REQUEST else ""
        made.add_row(
            f"{standing.due_at.astimezone(zone):{MOMENT}}",
            ASKED[standing.kind],
            Text(plain(" ".join(standing.phrase.split()))),
            Text(f"{'acknowledged, ' if told else ''}{outcome(standing)}", COLOURS.get(standing.state, "")),
        )
    return made


def notices(done: Demonstration) -> Table:
    """Make the table of the reminders that were mailed, and of what confirms an answer to one."""
    zone = done.settings.newsroom.zone
    made = table("mailed", "to", "what", "about")
    for notice in done.notices:
        if notice.row.kind not in COUNTED:
            mailed = f"{notice.at.astimezone(zone):{MOMENT}}"
            made.add_row(mailed, reader(notice), what(notice), Text(about(notice, done, zone)))
    return made


def table(*columns: str) -> Table:
    """Make an empty table."""
    made = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(columns):
        made.add_column(column, overflow="fold", no_wrap=number == 0)
    return made


def what(notice: Told) -> Text:
    """Name a notice, a reminder by why it came then."""
    step = notice.row.about.get("step", "")
    return Text(f"reminder: {why_now(step)}") if step else Text(notice.row.kind, "green")


def about(notice: Told, done: Demonstration, zone: ZoneInfo) -> str:
    """Tell what a notice is about: a date, or what was answered to another notice."""
    told = notice.row.about
    for standing in done.standings:
        if standing.id == told.get("deadline"):
            return f"{ASKED[standing.kind]} {day(standing.due_at.astimezone(zone).date())}"
    return next((f'"{a.letter.words}"' for a in done.answers if identifier(read(a.octets)) == told.get("answer")), "")


def others(done: Demonstration) -> Iterator[str]:
    """Count the notices that are not in the table, by their kind and who got them."""
    for kind, (one, many) in COUNTED.items():
        readers = Counter(reader(notice) for notice in done.notices if notice.row.kind == kind)
        told = ", ".join(f"{number} to {name}" for name, number in readers.items())
        yield f"and {counted(readers.total(), one, many)}: {told}"


def reader(notice: Told) -> str:
    """Name who got a notice."""
    return plain(parseaddr(str(notice.mail["To"]))[0] or notice.row.recipient)


def exchange(done: Demonstration) -> Iterator[Text]:
    """Yield a reminder as the mail it is, what its reader answered, and what was mailed back."""
    zone = done.settings.newsroom.zone
    for answer in done.answers:
        mail, letter = read(answer.octets), answer.letter
        asked = identifier(mail, "In-Reply-To")
        yield Text(ONE, "bold")
        yield from (line for n in done.notices if identifier(n.mail) == asked for line in as_mailed(n))
        yield Text()
        yield Text(ANSWERED.format(who=letter.sender.name, at=moment(letter.sent_at.astimezone(zone))), "bold")
        yield from indented(letter.words)
        yield Text()
        yield Text(DONE, "bold")
        own = identifier(mail)
        yield from (
            line for n in done.notices if n.row.about.get("answer") == own for line in indented(text_in(n.mail))
        )


def as_mailed(notice: Told) -> Iterator[Text]:
    """Yield the lines of a mail: the fields that matter, the names of attached files, the text."""
    yield Text()
    yield from (Text(f"  {name}: {plain(str(notice.mail[name]))}", "cyan") for name in FIELDS)
    yield Text(f"  Attached: {', '.join(part.get_filename() or '' for part in notice.mail.iter_attachments())}", "cyan")
    yield from indented(text_in(notice.mail))


def indented(text: str) -> Iterator[Text]:
    """Yield the lines of a text, below an empty one."""
    yield Text()
    yield from (Text(f"  {plain(line)}".rstrip()) for line in text.rstrip().splitlines())
