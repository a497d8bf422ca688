"""``onrecord status``: whether the service is well."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from worker.checking import broker
from worker.cli.ledger import opened
from worker.cli.plain import plain_moment
from worker.cli.table import show
from worker.errors import Refused, Transient
from worker.records.database import reading
from worker.records.health import Health, Sign, health

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from worker.cli.session import Session
    from worker.settings import Settings

COLUMNS = ("what", "state", "says", "since")
COLOURS = {"well": "green", "not well": "bold red"}
ALL_IS_WELL, SOMETHING_IS_NOT = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How everything stands."""

    signs: tuple[Sign, ...]
    health: Health | None  # None where the database is out of reach

    @property
    def well(self) -> bool:
        """Whether nothing needs to be looked at; mail that is held is no fault."""
        return all(sign.well for sign in self.signs)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option("--of", "parts", multiple=True, metavar="NAME", help="Only this sign, as `worker` or `beat`. Repeatable.")
@click.pass_obj
def status(session: Session, *, as_json: bool, parts: tuple[str, ...]) -> None:
    r"""Tell whether the service is well; exit 1 if something is not.

    A mailbox that was not polled for 5 minutes, mail that waits longer than that, a notice that is not sent after
    10 minutes, failed or may have been sent, a mail server that refuses our login or is out of reach for 5 minutes, a
    part without a sign of life for 3 minutes, and a database or broker out of reach are not well. Mail that is held for
    a person is, and so is a request that is overdue.

    \b
    Example:
      onrecord status --json
      onrecord status --of worker --of database
    """
    now = session.clock()
    standing = stands(session.settings(), now)
    if parts:
        known = {sign.name: sign for sign in standing.signs}
        if unknown := [part for part in parts if part not in known and standing.health]:
            raise Refused(f"no sign {unknown[0]!r}; there are: {', '.join(known)}")
        standing = Standing(signs=tuple(known[part] for part in parts if part in known), health=standing.health)
    if as_json:
        click.echo(json.dumps(plain_standing(standing), indent=2))
    else:
        tell(standing, now)
    sys.exit(ALL_IS_WELL if standing.well and (standing.health or parts == ("broker",)) else SOMETHING_IS_NOT)


def stands(settings: Settings, now: datetime) -> Standing:
    """Ask the database and the broker."""
    signs: list[Sign] = []
    found = None
    try:
        engine = opened(settings)
        with reading(engine) as connection:
            found = health(connection, {a.name: a.folders for a in settings.mailboxes}, now)
        engine.dispose()
        signs.append(Sign(name="database", well=True, says="answers"))
    except (Refused, Transient) as error:
        signs.append(Sign(name="database", well=False, says=str(error)))
    if settings.broker_url:
        try:
            broker.meet(settings.broker_url)
            signs.append(Sign(name="broker", well=True, says="answers"))
        except (Refused, Transient) as error:
            signs.append(Sign(name="broker", well=False, says=str(error)))
    return Standing(signs=(*signs, *(found.signs if found else ())), health=found)


def plain_standing(standing: Standing) -> dict[str, object]:
    """Give how everything stands as plain JSON values."""
    found = standing.health
    return {
        "healthy": standing.well,
        "signs": [
            {"name": sign.name, "well": sign.well, "says": sign.says, "at": plain_moment(sign.at)}
            for sign in standing.signs
        ],
        "waiting": found.waiting if found else None,
        "held": found.held if found else None,
        "failed": found.failed if found else None,
        "overdue": found.overdue if found else None,
        "notices": asdict(found.notices) if found else None,
    }


def tell(standing: Standing, now: datetime) -> None:
    """Print a row for each sign, red where it is not well."""
    rows = [
        (sign.name, "well" if sign.well else "not well", sign.says, ago(now - sign.at) if sign.at else "")
        for sign in standing.signs
    ]
    show(COLUMNS, rows, COLOURS)
    if found := standing.health:
        click.echo(f"{found.waiting} waiting, {found.held} held, {found.failed} unreadable, {found.overdue} overdue")


def ago(span: timedelta) -> str:
    """Say how long ago something was.

    >>> from datetime import timedelta
    >>> ago(timedelta(seconds=75)), ago(timedelta(hours=5)), ago(timedelta(days=3))
    ('1 min', '5 h', '3 d')
    """
    seconds = max(int(span.total_seconds()), 0)
    for name, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"
