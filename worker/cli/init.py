"""``onrecord init``: the annotated configuration, to be edited."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from worker.errors import Refused

ANNOTATED = "onrecord.toml"


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("config/onrecord.toml"))
def init(file: Path) -> None:
    r"""Write the annotated configuration.

    FILE is config/onrecord.toml unless named. A file that is there stays as it is.

    \b
    Example:
      onrecord init /etc/onrecord/onrecord.toml
    """
    text = resources.files("worker.cli").joinpath(ANNOTATED).read_text(encoding="utf-8")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{file} can't be written: {error.strerror}: {file.parent}") from error
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError as error:
        raise Refused(f"{file} is there already and stays as it is; name another file or move it away") from error
    except OSError as error:
        raise Refused(f"{file} can't be written: {error.strerror}") from error
    click.echo(
        f"{file} is written. Put your domains and mailboxes into it; `onrecord check` then tries all of it", err=True
    )
