"""``onrecord import``: historic mail, filed as if it had come in its time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from worker import intake
from worker.cli.ledger import opened
from worker.cli.progress import Meter, metered
from worker.errors import Refused
from worker.mailbox.files import found, is_archive, lying_in
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.cli.session import Session
    from worker.intake import Received
    from worker.mail.raw import RawMessage

STOPPED = "interrupted; nothing is lost and nothing comes twice: run the same command again, it goes on from here"
LARGEST = 500_000_000  # octets; what is larger than any server takes is archived all the same, up to this
INTERRUPTED = 130  # as a shell tells of SIGINT


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--mailbox", default="import", metavar="NAME", help="Where it came from, for the archive. [import]")
@click.pass_obj
def import_(session: Session, paths: tuple[Path, ...], mailbox: str) -> None:
    r"""File historic mail.

    PATH is an .eml file, an mbox, a Maildir, or a folder of them. Every mail keeps its own date, and nobody is told of
    what is long past. It can be interrupted and repeated: a mail that is known already is not filed twice.

    \b
    Example:
      onrecord import ~/Mail/archive.mbox ~/Mail/letters/
    """
    settings = session.settings()
    files = found(paths)
    if not files:
        click.echo("onrecord: no mail lies there: neither .eml files nor an mbox nor a Maildir", err=True)
    size = sum(measured(file) for file in files)
    engine = opened(settings)
    try:
        with metered("Reading", size) as meter:
            raws = metered_mails(files, mailbox, meter)
            received = intake.receive(engine, raws, settings.newsroom, now=session.clock())
    except KeyboardInterrupt:
        stop()
    tell(received)


def measured(file: Path) -> int:
    """Give the size of a file; refuse what is far too large to be a mail before any is read."""
    size = file.stat().st_size
    if size > LARGEST and not is_archive(file):
        raise Refused(f"{file} can't be a mail: it has {size:,} octets; leave it out")
    return size


def metered_mails(files: Iterable[Path], mailbox: str, meter: Meter) -> Iterator[RawMessage]:
    """Yield the mail of files and let the meter follow."""
    for file in files:
        for raw in lying_in(file, mailbox):
            yield raw
            meter.advance(len(raw.octets))
    meter.rest("Placing")


def stop() -> NoReturn:
    """Say that an interruption does no harm, and end."""
    click.echo(f"onrecord: {STOPPED}", err=True)
    raise click.exceptions.Exit(INTERRUPTED)


def tell(received: Received) -> None:
    """Say in one line what became of the mail, and where to look."""
    total = received.filed + received.held + received.ignored + received.failed
    if received.known and not total:
        click.echo(f"nothing new; {counted(received.known, 'mail', 'mails')} known already")
        return
    became = f"{received.filed} filed, {received.held} held, {received.ignored} ignored"
    unread = f", {received.failed} unreadable" if received.failed else ""
    known = f"; {received.known} known already" if received.known else ""
    click.echo(f"{counted(total, 'mail', 'mails')}: {became}{unread}{known}")
    if received.held or received.failed:
        click.echo("see onrecord held", err=True)
