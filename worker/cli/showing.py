"""What the demo shows: what became of each mail, the record as its page tells it, and who was told of its dates."""

from __future__ import annotations

import io
import re
import shlex
from typing import TYPE_CHECKING

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from worker.cli.fates import COLOURS, became, legend, table
from worker.cli.mailed import deadlines, exchange, notices, others
from worker.cli.page import page
from worker.cli.table import plain
from worker.prose.people import counted
from worker.records.aside import DIGITS, Held, Ignored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.demo.demonstration import Demonstration
    from worker.demo.fate import Fate

WIDTH = 110  # columns, where no terminal tells its own
DRAWN = 1  # letter in the picture
FONTS = "DejaVu Sans Mono, Menlo, Consolas"  # before monospace
TIP = "a-stranger"  # the held mail that a person may well file
OPENING = (
    "{mails} arrived at the desk of {newsroom}, over IMAP, from a mail server on this machine.",
    "What became of each, and why:",
)
DATES = "{dates} were read from these letters (times of {zone}):"
MAILED = "{notices} were mailed to the reporters over SMTP, on a clock that moved through the months:"


def show(done: Demonstration, *, kept: Path | None) -> None:
    """Print all of it: in colour on a terminal, as plain lines elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDTH
    tell(console, done)
    console.print()
    for text in exchange(done):
        console.print(text, soft_wrap=True)
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
    console.print()
    tell_of_dates(console, done)


def tell_of_dates(console: Console, done: Demonstration) -> None:
    """Print what came of the dates in the letters, and who was mailed about them."""
    dates = counted(len(done.standings), "deadline", "deadlines")
    console.print(Text(DATES.format(dates=dates, zone=done.settings.newsroom.zone.key)))
    console.print()
    console.print(deadlines(done))
    console.print()
    mailed = counted(len(done.notices), "notice", "notices")
    console.print(Text(MAILED.format(notices=mailed)))
    console.print()
    console.print(notices(done))
    for line in others(done):
        console.print(Text(line))


def record(done: Demonstration, letters: int | None) -> Iterator[Text]:
    """Yield the lines of the record's page, the heads of letters by us and by them in a colour each."""
    colours = {e.id: COLOURS[e.message.direction] for e in done.record.entries}
    last = done.record.entries[letters].id if letters is not None else ""
    head = True
    for line in page(done.record, done.settings.newsroom, done.standings):
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
    yield f"All of it is kept in {kept}: the configuration, the ledger, the mails, the notices. Go on with it:"
    yield f"  export ONRECORD_CONFIG={shlex.quote(str(config.absolute()))}"
    yield "  onrecord held"
    yield f'  onrecord file {tip.mail.sha256[:DIGITS]} {done.record.slug} --why "she sent us the letter"'
    yield f"  onrecord show {done.record.slug}"
    yield "  onrecord undo"
    yield "  onrecord deadlines --all"
    yield "  onrecord export --format csv"
