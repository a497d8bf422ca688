"""``onrecord withhold``, ``summarise``, ``correct`` and ``attach``: what the public reads of an entry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.candidate import found
from worker.cli.deciding import deciding
from worker.records import publication_decisions

if TYPE_CHECKING:
    from worker.cli.deciding import Decider
    from worker.records.database import Connection


@click.command()
@click.argument("entry")
@deciding
def withhold(decider: Decider, entry: str) -> None:
    r"""Keep an entry from the public.

    What is public already is taken back: the next `onrecord publish` removes it from every file of the site.

    \b
    Example:
      onrecord withhold 1f3a9c02 --why "names a source"
    """
    decider.note(lambda c: publication_decisions.withhold(c, entry, **decider.by), entry=entry)
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
    a picture stands without its metadata, and every file under a cleaned name.

    \b
    Example:
      onrecord attach 1f3a9c02 "annual report.pdf"
    """
    decider.note(lambda c: attach_file(decider, c, entry, file, released=not off), entry=entry)
    decider.tell(f"{file} is {'no longer ' if off else ''}released with {entry}")


def attach_file(decider: Decider, connection: Connection, entry: str, file: str, *, released: bool) -> None:
    """Release a file of an entry, by its name or the beginning of its sha256, or take it back."""
    files = found(connection, entry).files
    called = {f.sha256 for f in files if f.filename == file} or {f.sha256 for f in files if f.sha256 == file}
    digest = called.pop() if len(called) == 1 else file
    publication_decisions.attach(connection, entry, digest, released=released, **decider.by)
