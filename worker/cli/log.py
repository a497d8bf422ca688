"""``onrecord log``: what was decided by hand, and what new mail changed of what stood."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from worker.cli.ledger import opened
from worker.cli.stamp import stamp
from worker.cli.table import show
from worker.records import journal
from worker.records.database import reading
from worker.records.line import Kind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from worker.cli.session import Session
    from worker.records.line import Line

SAYS = {
    Kind.OPEN: "open {slug}",
    Kind.CONFIRM: "confirm {slug}",
    Kind.CLOSE: "close {slug}",
    Kind.REOPEN: "reopen {slug}",
    Kind.MERGE: "merge {slug} into {into}",
    Kind.MOVE: "move {entry} from {source} to {slug}",
    Kind.FILE: "file {mail} on {slug}",
    Kind.IGNORE: "ignore {mail}",
    Kind.EXTEND: "extend {deadline} on {slug} to {due_at}",
    Kind.ANSWERED: "answered {deadline} on {slug}",
    Kind.SNOOZE: "snooze {deadline} on {slug} until {until}",
    Kind.DISMISS: "no deadline {deadline} on {slug}",
    Kind.RELEASE: "release {entry} on {slug}",
    Kind.WITHHOLD: "withhold {entry} on {slug}",
    Kind.SUMMARISE: "summarise {entry} on {slug}",
    Kind.CORRECT: "correct {entry} on {slug}: {note}",
    Kind.ATTACH: "file {sha256:.10} of {entry} on {slug}",
    Kind.REDACT: "redact {redacts} {where}: [{label}] ({rule})",
    Kind.LIFT: "redact {redacts} {where} no more: [{label}] ({rule})",
    Kind.EMBARGO: "embargo {where}: {until}",
    Kind.OVERRIDE: "override counts and days of {slug}",
    Kind.ADD: "add {channel} {entry} to {slug}",
    Kind.ASSIGN: "assign {slug} to {investigation}",
    Kind.UNDO: "undo {undoes}",
    Kind.PLACED_ANEW: "placed {entry} anew, from {source} to {slug}",
}
EMPTY = {"slug": "record", "source": "record", "investigation": "investigation"}
DIGITS = 10  # of a mail's sha256
MOMENTS = frozenset({"due_at", "until"})  # of the detail, in ISO 8601


@click.command()
@click.pass_obj
def log(session: Session) -> None:
    r"""List what was done by hand, by whom and why.

    The newest line comes last. "undone by 7" stands where line 7 took it back. Lines by "onrecord" tell of entries that
    new mail placed anew.

    \b
    Example:
      onrecord log | tail
    """
    settings = session.settings()
    with reading(opened(settings)) as connection:
        lines = journal.lines(connection)
    zone = settings.newsroom.zone
    show(
        ("id", "when", "who", "what", "why", ""),
        [
            (
                str(line.id),
                stamp(line.at, zone),
                line.who,
                told(line, zone),
                line.why,
                f"undone by {line.undone}" if line.undone else "",
            )
            for line in lines
        ],
    )


def told(line: Line, zone: ZoneInfo) -> str:
    """Say in a few words what a line of the journal did."""
    mails = " ".join(sha256[:DIGITS] for sha256, _ in line.detail.get("messages", ()))
    detail = {
        name: (stamp(datetime.fromisoformat(value), zone) if value else "lifted") if name in MOMENTS else value
        for name, value in line.detail.items()
    }
    where = f"on {line.subject}" if line.subject else "everywhere"
    detail |= {name: detail[name] or f"no {what}" for name, what in EMPTY.items() if name in detail}
    return SAYS[line.kind].format(**{"mail": mails, "where": where, **detail})
