"""What the demo shows: what became of each mail and why, then the record as its page will tell it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.table import Table
from rich.text import Text

from worker.cli.page import counted, day, page
from worker.cli.table import plain
from worker.demo.fate import Filed
from worker.mail.message import Direction
from worker.records.aside import DIGITS, Held, Ignored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from worker.correspondence import Entry
    from worker.demo.demonstration import Demonstration
    from worker.demo.fate import Fate

WIDTH = 110  # columns, where no terminal tells its own
DRAWN = 2  # letters in the picture
FONTS = "DejaVu Sans Mono, Menlo, Consolas"  # before monospace
TIP = "a-stranger"  # the held mail that a person may well file
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
OPENING = (
    "{mails} arrived at the desk of {newsroom}, over IMAP, from a mail server on this machine.",
    "What became of each, and why:",
)


class Became(NamedTuple):
    """What became of a mail in a few words, why, and the colour it is told in."""

    what: str
    why: str
    colour: str


def show(done: Demonstration, *, kept: Path | None) -> None:
    """Print all of it: in colour on a terminal, as plain lines elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDTH
    tell(console, done)
    console.print()
    for line in after(done, kept):
        console.print(Text(plain(line)), soft_wrap=True)


def draw(done: Demonstration, picture: Path) -> None:
    """Draw the table and the beginning of the record as an SVG."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        legacy_windows=False, highlight=False, markup=False, emoji=False, _environ={},
    )  # fmt: skip
    tell(console, done, letters=DRAWN)
    # As Rich draws it, but with a font of the reader's own: a picture in a README loads nothing from elsewhere.
    drawn = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace("Fira Code", FONTS)
    svg = console.export_svg(title="onrecord demo", unique_id="onrecord", code_format=drawn)
    picture.write_text(svg, encoding="utf-8")


def tell(console: Console, done: Demonstration, *, letters: int | None = None) -> None:
    """Print what became of the mails, and the record with all its letters or the first few."""
    newsroom = done.settings.newsroom
    mails = counted(len(done.fates), "mail", "mails")
    console.print()
    for line in OPENING:
        console.print(Text(line.format(mails=mails, newsroom=newsroom.name)))
    console.print()
    console.print(table(done, newsroom.zone))
    console.print()
    for line in legend(done):
        console.print(Text(line, "dim"))
    console.print()
    for text in record(done, letters):
        console.print(text, soft_wrap=not console.is_terminal)


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
            return Became("twin", f"of the letter of {day(entry.sent_at.date())}", "blue")
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


def record(done: Demonstration, letters: int | None) -> Iterator[Text]:
    """Yield the lines of the record's page, the heads of letters by us and by them in a colour each."""
    colours = {e.id: COLOURS[e.message.direction] for e in done.record.entries}
    last = done.record.entries[letters].id if letters is not None else ""
    head = True
    for line in page(done.record, done.settings.newsroom):
        id_ = line[1:].partition("]")[0] if line.startswith("[") else ""
        if last and id_ == last:
            yield Text("...", "dim")
            return
        head = head and bool(line)
        yield Text(plain(line), colours.get(id_, "bold" if head else ""))


def after(done: Demonstration, kept: Path | None) -> Iterator[str]:
    """Yield what is left to tell: the mail on no record, and what to try next."""
    held = [fate for fate in done.fates if isinstance(fate.became, Held)]
    yield f"Held, for a person to decide ({len(held)}):"
    for fate in held:
        yield f"  {who(fate)}: {became(fate).why}{may_be(fate)}"
    ignored = [fate for fate in done.fates if isinstance(fate.became, Ignored)]
    yield f"Ignored ({len(ignored)}):"
    for fate in ignored:
        yield f"  {who(fate)}: {became(fate).why}"
    yield ""
    yield from next_steps(done, kept)


def who(fate: Fate) -> str:
    """Name a mail by its sender and subject."""
    return f'{fate.mail.letter.sender}, "{fate.mail.letter.subject}"'


def may_be(fate: Fate) -> str:
    """Name the records that a held mail may belong to."""
    if not isinstance(fate.became, Held) or not fate.became.candidates:
        return ""
    return f"; perhaps on {', '.join(f'{c.slug} ({c.evidence})' for c in fate.became.candidates)}"


def next_steps(done: Demonstration, kept: Path | None) -> Iterator[str]:
    """Yield what to try next."""
    if kept is None:
        yield "Try next:"
        yield "  onrecord demo --keep DIR   the same, and the ledger stays for you to play with"
        yield "  onrecord init              a configuration for your own newsroom and mailbox"
        return
    config = kept / "onrecord.toml"
    tip = next(fate for fate in done.fates if fate.mail.name == TIP)
    yield f"All of it is kept in {kept}: the configuration, the ledger, the mails. Go on with it:"
    yield f"  export ONRECORD_CONFIG={config.absolute()}"
    yield "  onrecord held"
    yield f'  onrecord file {tip.mail.sha256[:DIGITS]} {done.record.slug} --why "she sent us the letter"'
    yield f"  onrecord show {done.record.slug}"
    yield "  onrecord undo"
    yield "  onrecord export --format csv"
