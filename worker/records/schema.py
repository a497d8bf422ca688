"""Brings the tables of a database up to date, by itself, when it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from worker.errors import Refused
from worker.records.tables import REVISION
from worker.records.turn import turn

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine) -> None:
    """Apply the migrations that are due; costs one short query when none is."""
    with engine.connect() as connection:
        if revision(connection) == REVISION:
            return
    with turn(engine):
        migrate(engine)


def revision(connection: Connection) -> str | None:
    """Give the revision of the tables, None of an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine) -> None:
    """Run the migrations, unless another process has just done so."""
    # Imported where it is needed: Alembic costs more time than opening a database that is up to date.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    with engine.connect().execution_options(onrecord_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise Refused("the database was written by a newer onrecord: upgrade this one") from error
