"""What became of each mail of the demo, as a table, and what the words in it mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from worker.cli.table import plain
from worker.demo.fate import Filed
from worker.mail.message import Direction
from worker.prose.days import day
from worker.records.aside import Held, Ignored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from worker.correspondence import Entry
    from worker.demo.demonstration import Demonstration
    from worker.demo.fate import Fate

COLOURS = {Direction.INQUIRY: "cyan", Direction.REPLY: "magenta", Direction.INTERNAL: ""}
CAME = {
    "direct": "directly",
    "bcc": "by Bcc",
    "forward": "forwarded by {by}",
    "attached": "attached by {by}",
    "redirect": "redirected by {by}",
    "import": "from a file",
}
BY = {
    "reference": ("by reference", "its header fields name a letter on the record, or such a letter names it"),
    "quoted letter": ("by a quoted letter", "it quotes the words of a letter on the record, or is quoted in one"),
    "contact": ("by its contact", "it is from or to a contact of the organisation"),
    "domain": ("by its domain", "it is from or to an address of the organisation's domain"),
    "name": ("by a name", "it names the organisation"),
}


class Became(NamedTuple):
    """What became of a mail in a few words, why, and the colour it is told in."""

    what: str
    why: str
    colour: str


def table(done: Demonstration, zone: ZoneInfo) -> Table:
    """Make the table of what became of each mail."""
    made = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("received", "from", "how it came", "became", "why"):
        made.add_column(column, overflow="fold", no_wrap=column in {"received", "became"})
    for fate in done.fates:
        at, told = fate.mail.at.astimezone(zone), became(fate)
        sender = Text(plain(fate.mail.letter.sender.name), side(fate))
        made.add_row(f"{at:%Y-%m-%d}", sender, Text(came(fate)), Text(told.what, told.colour), Text(told.why))
    return made


def side(fate: Fate) -> str:
    """Give the colour of whoever wrote a filed letter: us, or them."""
    return COLOURS[fate.became.entry.message.direction] if isinstance(fate.became, Filed) else ""


def came(fate: Fate) -> str:
    """Tell how a mail came."""
    how = fate.became.how if isinstance(fate.became, Filed) else "direct"
    return CAME.get(how, how).format(by=fate.mail.way.by.name)


def became(fate: Fate) -> Became:
    """Tell what became of a mail."""
    match fate.became:
        case Filed(twin=True, entry=entry):
            return Became("twin", f"of the letter of {day(entry.at.date())}", "blue")
        case Filed(record=record, entry=entry):
            return Became(f"filed on {record.acronym}", evidence(entry)[0], "green")
        case Held(reason=reason):
            return Became("held", reason, "yellow")
        case Ignored(reason=reason):
            return Became("ignored", reason, "red")
        case _:
            return Became("not in the ledger", "", "red")


def evidence(entry: Entry) -> tuple[str, str]:
    """Tell what placed an entry, in two words and in a sentence."""
    return BY.get(entry.placed_by, (f"by {entry.placed_by}", ""))


def legend(done: Demonstration) -> Iterator[str]:
    """Yield what the words for the evidence mean."""
    met = dict.fromkeys(evidence(entry) for entry in done.record.entries)
    for words, meaning in sorted(met):
        yield f"{words}: {meaning}"
    yield "twin: one more copy of a letter, which stands on the record once"
