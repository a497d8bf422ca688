"""``onrecord demo``: a sample correspondence arrives as mail, and what the ledger makes of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from worker.cli.session import Session


@click.command()
@click.option(
    "--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep the ledger and the mails there, to go on with."
)
@click.option("--picture", metavar="FILE.svg", type=click.Path(path_type=Path), hidden=True)
@click.pass_obj
def demo(session: Session, keep: Path | None, picture: Path | None) -> None:
    r"""Show all of it with sample mail.

    A mail server is started on this machine, the letters of a sample correspondence and some noise are delivered to
    it, and the service takes them in. Nothing leaves this machine, nothing needs to be set up, and without --keep
    nothing stays.

    \b
    Example:
      onrecord demo --keep ~/onrecord-demo
    """
    # Imported where they are needed: they take their time, and `onrecord demo --help` should answer at once.
    from worker.cli.showing import draw, show  # noqa: PLC0415
    from worker.demo.demonstration import demonstrate  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as temporary:
        done = demonstrate(keep or Path(temporary), clock=session.clock)
    show(done, kept=keep)
    if picture:
        draw(done, picture)
