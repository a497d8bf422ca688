"""``onrecord withhold``, ``summarise``, ``correct`` and ``attach``: what the public reads of an entry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.candidate import found
from worker.cli.deciding import deciding
from worker.cli.table import plain
from worker.errors import Refused
from worker.pages.marks import anchor
from worker.pages.shown import File
from worker.records import publication_decisions

if TYPE_CHECKING:
    from worker.cli.deciding import Decider
    from worker.mail.message import Attachment
    from worker.records.database import Connection

NO_PICTURE = (
    "can't be public: a picture is written anew without what its camera noted, and this one is broken, larger than "
    "40 megapixels, or no JPEG, PNG, GIF or WebP"
)
DIGITS = 10  # of a sha256


@click.command()
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@deciding
def withhold(decider: Decider, entries: tuple[str, ...]) -> None:
    r"""Keep an entry from the public.

    Or several. What is public already is taken back: the next `onrecord publish` removes it from every file of the
    site.

    \b
    Example:
      onrecord withhold 1f3a9c02 --why "names a source"
    """
    for entry in dict.fromkeys(entries):
        decider.note(partial(publication_decisions.withhold, entry=entry, **decider.by), entry=entry)
        decider.tell(f"{entry} is withheld")


@click.command()
@click.argument("entry")
@click.argument("text")
@deciding
def summarise(decider: Decider, entry: str, text: str) -> None:
    r"""Let an editor's summary stand for the words.

    The page says that it is one. An empty TEXT lets the words stand again, where somebody released them. It releases
    nothing.

    \b
    Example:
      onrecord summarise 1f3a9c02 "The press office sent its annual report and declined to comment."
    """
    decider.note(lambda c: publication_decisions.summarise(c, entry, text, **decider.by), entry=entry)
    decider.tell(f"{entry} is told in a summary" if text.strip() else f"{entry} is told in its own words")


@click.command()
@click.argument("entry")
@click.argument("text")
@click.option("--words", metavar="TEXT", help="What the entry says from now on.")
@deciding
def correct(decider: Decider, entry: str, text: str, words: str | None) -> None:
    r"""Add a dated line about a correction to a public entry.

    TEXT tells readers what was changed. --words changes the words of the entry, too.

    \b
    Example:
      onrecord correct 1f3a9c02 "An earlier version named the wrong year."
    """
    note = partial(publication_decisions.correct, entry=entry, note=text, words=words, **decider.by)
    decider.note(note, entry=entry)
    decider.tell(f"{entry} has a correction")


@click.command()
@click.argument("entry")
@click.argument("file", metavar="SHA256|FILENAME")
@click.option("--off", is_flag=True, help="Let it be public no longer.")
@deciding
def attach(decider: Decider, entry: str, file: str, *, off: bool) -> None:
    r"""Let a file of an entry be public with it.

    Files are named by how their sha256 begins, or by their name where only one of the entry is called so. On the page
    a picture stands without its metadata, any other file with them, and every file under a cleaned name.

    \b
    Example:
      onrecord attach 1f3a9c02 "annual report.pdf"
    """
    digest, octets = decider.note(lambda c: attach_file(decider, c, entry, file, released=not off), entry=entry)
    decider.tell(f"{file} is {'no longer ' if off else ''}released with {entry}")
    if octets is not None:
        click.echo(f"onrecord: {digest[:DIGITS]} {as_it_is(octets)}", err=True)


def attach_file(
    decider: Decider, connection: Connection, entry: str, file: str, *, released: bool
) -> tuple[str, bytes | None]:
    """Release a file of an entry, by its name or the beginning of its sha256, or take it back.

    It gives the sha256, and what will be public of the file; what can't be is refused.
    """
    from worker.publishing.files import from_archive, public  # noqa: PLC0415 - pictures take their time to import

    candidate = found(connection, entry)
    called = {f.sha256 for f in candidate.files if f.filename == file} or {
        f.sha256 for f in candidate.files if f.sha256 == file
    }
    named = called.pop() if len(called) == 1 else file
    publication_decisions.attach(connection, entry, named, released=released, **decider.by)
    (chosen,) = {f.sha256: f for f in candidate.files if f.sha256.startswith(named.lower())}.values()
    if not released:
        return chosen.sha256, None
    load = from_archive(connection, candidate.record)
    octets = public(as_file(chosen), load(anchor(entry), chosen.sha256))
    if octets is None:
        raise Refused(f"{chosen.filename!r} {NO_PICTURE}")
    return chosen.sha256, octets


def as_file(attachment: Attachment) -> File:
    """Give an attachment as it would be public under its own name."""
    name = attachment.filename.strip().lower()
    return File(name=name, type=attachment.type, size=attachment.size, sha256=attachment.sha256)


def as_it_is(octets: bytes) -> str:
    """Say what nothing takes out of a file."""
    from worker.publishing.authors import authors  # noqa: PLC0415 - the same
    from worker.publishing.picture import pictured  # noqa: PLC0415 - the same

    if pictured(octets):
        return "is public without what its camera noted; no rule of redaction covers what it shows"
    written = authors(octets)
    by = f"; it names as its author: {', '.join(written)}" if written else ""
    return plain(f"is public as it is: no rule of redaction reaches into it, and its metadata stay{by}")
