"""``onrecord parse``: what single mails say, a JSON line for each, nothing stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.cli.plain import plain_address, plain_addresses, plain_attachments, plain_moment
from worker.deadlines.set_by import set_by
from worker.errors import Malformed, Refused
from worker.mail.octets.limits import LIMITS
from worker.mail.read import read
from worker.mailbox.files import found, is_archive, lying_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.cli.plain import Plain
    from worker.cli.session import Session
    from worker.deadlines.calendar import Calendar
    from worker.mail.message import Message
    from worker.settings import Settings

NOTHING: Plain = {
    "forwarded": None,
    "note": "",
    "forwarded_by": None,
    "direction": None,
    "kind": None,
    "sender": None,
    "recipients": [],
    "sent_at": None,
    "subject": "",
    "message_id": "",
    "references": [],
    "text": "",
    "full_text": "",
    "attachments": [],
    "authentic": None,
    "deadlines": [],
}


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def parse(session: Session, paths: tuple[Path, ...]) -> None:
    r"""Tell what single mails say; store nothing.

    PATH is an .eml file, or a folder of them. Each mail gets one line of JSON: who wrote it to whom and when, whether a
    person of ours forwarded it, its own words without quotation and signature, the dates that they set. A mail that
    can't be read gets its line too, with "error". Of several messages attached to one mail, the first is told and the
    others stand in "also".

    \b
    Example:
      onrecord parse letters/ | jq -r '[.sent_at, .sender.address, .subject] | @tsv'
    """
    settings = session.settings_if_any()
    for path in found(paths):
        for line in lines(path, settings):
            click.echo(json.dumps(line))


def lines(path: Path, settings: Settings) -> Iterator[Plain]:
    """Tell of each mail of a file; what is too large is not read."""
    try:
        if not is_archive(path) and path.stat().st_size > LIMITS.octets:
            yield {"file": str(path), "error": f"larger than {LIMITS.octets} octets", **NOTHING}
            return
        for raw in lying_in(path):
            yield {"file": raw.name, **told(raw.octets, settings)}
    except (OSError, Refused) as error:
        yield {"file": str(path), "error": one_line(error), **NOTHING}


def told(octets: bytes, settings: Settings) -> Plain:
    """Tell what a mail says, or in one line why it can't be read."""
    try:
        messages = read(octets, settings.newsroom, trusted=True).messages
        first, *also = [plain_message(m, settings.calendar) for m in messages]
    except Malformed as error:
        return {"error": one_line(error), **NOTHING}
    except Exception as error:  # noqa: BLE001 - a fault of ours may cost one mail, never the ones after it
        return {"error": f"not readable: {type(error).__name__}: {one_line(error)}", **NOTHING}
    return {"error": None, **first, "also": also} if also else {"error": None, **first}


def plain_message(message: Message, calendar: Calendar) -> Plain:
    """Give a message in the words of the contract."""
    by = message.forwarded_by
    dates = set_by(message, message.sent_at, calendar) if message.sent_at else ()
    return {
        "forwarded": message.forwarded,
        "note": message.note,
        "forwarded_by": by.address if by else None,
        "direction": message.direction,
        "kind": message.kind,
        "sender": plain_address(message.sender),
        "recipients": plain_addresses(message.recipients),
        "sent_at": plain_moment(message.sent_at),
        "subject": message.subject,
        "message_id": message.message_id,
        "references": message.references,
        "text": message.body.own,
        "full_text": message.body.full,
        "attachments": plain_attachments(message.attachments),
        "authentic": message.authentic,
        "deadlines": [{"kind": d.kind, "due_at": plain_moment(d.due_at), "phrase": d.phrase} for d in dates],
    }


def one_line(error: BaseException) -> str:
    """Give what an error says, in one line."""
    return " ".join(str(error).split())[:500]
