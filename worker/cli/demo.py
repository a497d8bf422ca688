"""``onrecord demo``: a sample correspondence arrives as mail, what the ledger makes of it, and who is told of it."""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from pathlib import Path

import click


@click.command()
@click.option(
    "--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep the ledger, the mails and the pages there."
)
@click.option("--serve", is_flag=True, help="Show the public pages on this machine until Ctrl-C.")
@click.option("--picture", metavar="FILE.svg", type=click.Path(path_type=Path), hidden=True)
def demo(keep: Path | None, picture: Path | None, *, serve: bool) -> None:
    r"""Show all of it with sample mail.

    Mail servers are started on this machine, the letters of a sample correspondence and some noise are delivered,
    each at its time by a clock that moves through nine months, and the service takes them in and mails the reporters
    what falls due. Then its entries are released, all but one, and its public page is written. Nothing leaves this
    machine, nothing needs to be set up, and without --keep nothing stays.

    \b
    Example:
      onrecord demo --keep ~/onrecord-demo
      onrecord demo --serve
    """
    # Imported where they are needed: they take their time, and `onrecord demo --help` should answer at once.
    from worker.cli.showing import draw, show  # noqa: PLC0415
    from worker.demo.demonstration import demonstrate  # noqa: PLC0415
    from worker.demo.released import released  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as temporary:
        folder = keep or Path(temporary)
        done = demonstrate(folder)
        site = released(done, folder)
        show(done, kept=keep)
        if keep:
            click.echo(f"\nThe public page: {site.absolute() / done.record.slug / 'index.html'}")
        if serve:
            served(site, done.record.slug)
    if picture:
        draw(done, picture)


def served(site: Path, slug: str) -> None:
    """Show the pages until Ctrl-C, or until the program is asked to end."""
    from worker.demo.serving import pages  # noqa: PLC0415 - the same

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with pages(site) as address:
        click.echo(f"\nThe public pages: {address}\nThe record:       {address}{slug}/\nCtrl-C ends it.")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo()
