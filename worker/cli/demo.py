"""``onrecord demo``: a sample correspondence arrives as mail, what the ledger makes of it, and who is told of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click


@click.command()
@click.option(
    "--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep the ledger, the mails and the notices there."
)
@click.option("--picture", metavar="FILE.svg", type=click.Path(path_type=Path), hidden=True)
def demo(keep: Path | None, picture: Path | None) -> None:
    r"""Show all of it with sample mail.

    Mail servers are started on this machine, the letters of a sample correspondence and some noise are delivered,
    each at its time by a clock that moves through nine months, and the service takes them in and mails the reporters
    what falls due. Nothing leaves this machine, nothing needs to be set up, and without --keep nothing stays.

    \b
    Example:
      onrecord demo --keep ~/onrecord-demo
    """
    # Imported where they are needed: they take their time, and `onrecord demo --help` should answer at once.
    from worker.cli.showing import draw, show  # noqa: PLC0415
    from worker.demo.demonstration import demonstrate  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as temporary:
        done = demonstrate(keep or Path(temporary))
    show(done, kept=keep)
    if picture:
        draw(done, picture)
