"""The sample in public: a person's decisions about its entries, then the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypedDict

from worker.mail.message import Direction
from worker.publication.rule import Redacts
from worker.publishing.publish import publish
from worker.records import page_decisions, publication_decisions
from worker.records.database import connect, writing

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from worker.correspondence import Correspondence, Entry
    from worker.demo.demonstration import Demonstration
    from worker.records.database import Connection

SITE: Final = "public"
WITHHELD: Final = "a woman who speaks Kyrgyz or Russian"  # words of the letter that stays private
COVERED: Final = ("Aigul Sadykova", "Ms Sadykova", "Sadykova", "Aigul")
AFTER: Final = timedelta(days=1)  # the last letter


class By(TypedDict):
    """Who decides, and when."""

    who: str
    at: datetime


def released(done: Demonstration, folder: Path) -> Path:
    """Decide of each entry of the sample, write its pages below a folder and give theirs."""
    settings, out = done.settings, folder / SITE
    now = done.record.entries[-1].sent_at + AFTER
    engine = connect(settings.database_url)
    try:
        with writing(engine) as connection:
            decide(connection, done.record, {"who": "demo", "at": now})
        publish(engine, out, settings.edition(now))
    finally:
        engine.dispose()
    return out


def decide(connection: Connection, record: Correspondence, by: By) -> None:
    """Cover a name, keep one letter private and release the others, with the pictures of ours."""
    name, why = "name of a member of staff", "she is no spokesperson"
    page_decisions.redact(connection, Redacts.NAMES, COVERED, scope=record.slug, label=name, why=why, **by)
    for entry in record.entries:
        if private(entry):
            publication_decisions.withhold(connection, entry.id, why="it is about sources", **by)
            continue
        publication_decisions.release(connection, entry.id, entry.message.body.own, **by)
        for file in entry.message.attachments if entry.message.direction == Direction.INQUIRY else ():
            publication_decisions.attach(connection, entry.id, file.sha256, why="our own chart", **by)


def private(entry: Entry) -> bool:
    """Tell the letter that stays private."""
    return WITHHELD in " ".join(entry.message.body.own.split())
