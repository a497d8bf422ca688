"""``onrecord publish``: the pages of what is released, in a folder."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.cli.ledger import opened
from worker.cli.progress import metered
from worker.prose.people import counted
from worker.publishing import publish as publishing
from worker.records import publications, sites
from worker.records.database import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from worker.cli.progress import Meter
    from worker.cli.session import Session
    from worker.records.database import Engine
    from worker.settings import Settings

FAILED = "can't be rendered, so what was public of them stands as it was, or is gone if any of it was withdrawn"
BESIDE = "public"  # the folder beside the configuration, where none is named


@click.command()
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="The folder of the site.")
@click.option("--take-over", is_flag=True, help="Also a site there that this ledger knows nothing of.")
@click.pass_obj
def publish(session: Session, out: Path | None, *, take_over: bool) -> None:
    r"""Write the pages of what is released.

    Only what changed is written, and what was withdrawn is removed from every file. Nothing else in the folder is
    touched: a file of others that has the name of a page is refused. The folder lists what in it is ours in
    onrecord.sha256, so that nothing withdrawn stays in a copy of it. Any web server or bucket can show it.

    Without --out it is `out` of [pages] in the configuration, else the folder "public" beside the configuration. Keep
    to one folder: where two take turns, each is rendered as a whole each time.

    \b
    Example:
      onrecord publish --out /srv/www/record
    """
    settings, begun = session.settings(), time.perf_counter()
    folder = out or usual(session, settings)
    with metered("publishing", None, of="records") as meter:
        edition, progress = settings.edition(session.clock()), partial(advanced, meter)
        engine = opened(settings)
        done = publishing.publish(engine, folder, edition, progress=progress, take_over=take_over)
    files, records = counted(done.written, "file", "files"), counted(done.records, "record", "records")
    taken = time.perf_counter() - begun
    click.echo(f"{folder}: {files} written, {done.removed} removed; {records} rendered in {taken:.1f} s")
    for told in left_out(engine, folder, edition.now):
        click.echo(f"onrecord: {told}", err=True)
    if done.failed:
        click.echo(f"onrecord: {', '.join(done.failed)}: {FAILED}", err=True)
        sys.exit(1)


def left_out(engine: Engine, folder: Path, now: datetime) -> Iterator[str]:
    """Yield what a person may miss on the site."""
    with reading(engine) as connection:
        site = sites.site_in(connection, str(folder.resolve()))
        shown = sites.shown(connection, site) if site is not None else 0
        kept = publications.kept_back(connection, now)
    if kept:
        yield f"embargoes keep {counted(len(kept), 'record', 'records')} back: {', '.join(kept)}"
    if not shown and not kept:
        yield "no record is public, for nothing is released: `onrecord review` goes through what waits"


def advanced(meter: Meter, records: int) -> None:
    """Count the records of a batch."""
    for _ in range(records):
        meter.advance(1)


def usual(session: Session, settings: Settings) -> Path:
    """Give the folder that the configuration names, else the one beside it."""
    from worker.settings import place  # noqa: PLC0415 - as in the session

    found = place(session.config)
    return settings.pages.out or (found.parent if found else Path()).absolute() / BESIDE
