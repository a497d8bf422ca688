"""``onrecord check``: everything that the configuration names is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from worker.checking import readable
from worker.checking.check import check as tried
from worker.checking.finding import State, works
from worker.cli.progress import waiting
from worker.cli.table import show
from worker.records.database import file_of
from worker.settings import place
from worker.settings.secret_files import secret_files

if TYPE_CHECKING:
    from pathlib import Path

    from worker.cli.session import Session
    from worker.settings import Settings

COLOURS: dict[str, str] = {State.WORKS: "green", State.BEWARE: "yellow", State.WRONG: "bold red"}


@click.command()
@click.pass_obj
def check(session: Session) -> None:
    r"""Try everything the configuration names.

    The database, the broker, each mailbox and its folders, the ways notices leave, the folders that are written,
    authserv_id, the addresses, the clock and who may read the files of secrets: each works, or the line says what is
    wrong and what to do. "beware" marks what works, but perhaps not as you want. Nothing is fetched, marked, filed or
    sent. Ends with 1 if anything is wrong.

    \b
    Example:
      onrecord check
    """
    settings = session.settings()
    where = place(session.config)
    with waiting("Trying everything, at most ten seconds"):
        findings = (*tried(settings, now=session.clock), *readable.told(confidential(where, settings)))
    show(
        ("what", "state", "seen"),
        [(f.what, f.state, f.says) for f in (works("configuration", str(where)), *findings)],
        COLOURS,
    )
    if any(f.state is State.WRONG for f in findings):
        raise click.exceptions.Exit(1)


def confidential(where: Path | None, settings: Settings) -> dict[str, Path]:
    """Give the files that are not for everybody on this machine, by what each is."""
    ledger = file_of(settings.database_url)
    return secret_files(where) | ({"ledger": ledger} if ledger else {})
