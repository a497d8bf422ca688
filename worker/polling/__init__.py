"""Mail comes in from a server: fetched since the cursor, archived with it in one commit, and only then marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.mailbox.imap import connected
from worker.polling.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from worker.mailbox.account import Account
    from worker.records.database import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll came to: ``mails`` are the sha256 of what is new; ``refused`` says what a person must change.

    What was ``oversized``, or what the server ``declined`` to give, stays where it lies and is asked for again.
    """

    new: int = 0
    known: int = 0
    gone: int = 0
    oversized: int = 0
    declined: int = 0
    mails: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def quiet(_octets: int) -> None:
    """Tell nobody how far it is."""


def poll(
    engine: Engine,
    account: Account,
    *,
    trusted_folders: Collection[str],
    now: datetime,
    progress: Callable[[int], None] = quiet,
) -> Polled:
    """Archive what is new in the folders of a mailbox, and mark it there; ``progress`` hears the octets of each mail.

    Transient where the connection is lost or refused for the moment: what was archived stays, the next poll goes on.
    Refused where nothing can be polled before a person changes something; a single folder of that kind is only told.
    """
    visits: list[Visit] = []
    refused: list[str] = []
    with connected(account) as session:
        for name in account.folders:
            try:
                folder = session.open(name)
            except Refused as error:
                refused.append(str(error))
                continue
            trusted = name in trusted_folders
            visits.append(Visit(engine, folder, f"{account.name}/{name}", trusted=trusted, now=now))
            visits[-1].run(progress)
        refused += session.unmarkable()
    for visit in visits:
        if visit.suspects:  # on a connection of their own, which they may end without harm to the rest
            with connected(account) as session:
                visit.run_suspects(session.open(visit.folder.name), progress)
    return Polled(
        new=sum(len(visit.new) for visit in visits),
        known=sum(visit.known for visit in visits),
        gone=sum(visit.gone for visit in visits),
        oversized=sum(visit.oversized for visit in visits),
        declined=sum(visit.declined for visit in visits),
        mails=tuple(dict.fromkeys(digest for visit in visits for digest in visit.new)),
        refused=tuple(refused),
    )
