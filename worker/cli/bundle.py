"""``onrecord bundle``: a record in one file, with all that proves it."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.cli.ledger import meant, opened
from worker.cli.progress import waiting
from worker.errors import Refused
from worker.pages.files import size
from worker.records import correspondences
from worker.records.database import reading
from worker.records.publications import publication

if TYPE_CHECKING:
    from datetime import datetime

    from worker.cli.bundling.pack import Contents
    from worker.cli.session import Session
    from worker.records.database import Connection
    from worker.settings import Settings

PIECE = 1 << 20  # octets


@click.command()
@click.argument("slug")
@click.option("--out", metavar="FILE.zip", type=click.Path(path_type=Path, dir_okay=False), help="[SLUG.zip]")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_obj
def bundle(session: Session, slug: str, out: Path | None, *, force: bool) -> None:
    r"""Pack a record with all that proves it.

    For lawyers: each mail as it came with its sha256, what our mail server found of its sender, who brought it in; the
    files; the ledger as JSON and CSV; who decided what of it and why; its page as it stands in public; and a manifest
    with the sha256 of each file. It holds what is not public: pass it on with care.

    \b
    Example:
      onrecord bundle harbour-alliance --out harbour.zip
    """
    from worker.cli.bundling.pack import pack  # noqa: PLC0415 - it takes its time, and --help should answer at once

    settings = session.settings()
    file = out or Path(f"{slug}.zip")
    if not file.absolute().parent.is_dir():
        raise Refused(f"{file.parent} is no folder")
    if file.exists() and not force:
        raise Refused(f"{file} is there already: name another file, or --force writes over it")
    engine = opened(settings)
    with meant(engine, slugs=(slug,)), reading(engine) as connection:
        contents = of(connection, slug, settings, session.clock())
        # Beside it and then in its place: nobody finds half a bundle.
        with waiting("packing"), tempfile.NamedTemporaryFile(dir=file.absolute().parent, delete=False) as made:
            partly = Path(made.name)
            try:
                missing = pack(made.file, contents, connection)
                made.flush()
                partly.replace(file)
            except BaseException:
                partly.unlink(missing_ok=True)
                raise
    for what in missing:
        click.echo(f"onrecord: left out: {what}", err=True)
    click.echo(f"{file}: {size(file.stat().st_size)}, sha256 {digest(file)}")


def of(connection: Connection, slug: str, settings: Settings, now: datetime) -> Contents:
    """Give what is packed of a record."""
    from worker.cli.bundling.pack import Contents  # noqa: PLC0415 - the same
    from worker.publishing.rendering import seen  # noqa: PLC0415 - the same

    (record,) = correspondences.all(connection, slug)
    if not record.entries:
        raise Refused(f"no letter stands on {slug}: there is nothing to pack")
    edition = settings.edition(now)
    decided = publication(connection, slug)
    return Contents(
        record=record,
        publication=decided,
        page=seen(record, edition.publication(decided), edition),
        site=edition.site,
        newsroom=settings.newsroom,
        calendar=settings.calendar,
        now=now,
    )


def digest(file: Path) -> str:
    """Give the sha256 of a file."""
    whole = hashlib.sha256()
    with file.open("rb") as octets:
        while piece := octets.read(PIECE):
            whole.update(piece)
    return whole.hexdigest()
