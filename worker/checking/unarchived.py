"""How many mails lie in a mailbox that the ledger does not know yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.errors import Refused, Transient
from worker.records import places
from worker.records.database import connect, reading

if TYPE_CHECKING:
    from worker.mailbox.account import Account
    from worker.mailbox.look import Look


def unarchived(url: str, account: Account, look: Look) -> dict[str, int]:
    """Count the mails of each folder that are not archived; of none, where the ledger is out of reach now."""
    try:
        engine = connect(url)
    except Refused:
        return {}
    try:
        with reading(engine) as connection:
            return {
                folder.name: len(
                    folder.uids - places.uids(connection, f"{account.name}/{folder.name}", folder.uidvalidity)
                )
                for folder in look.folders
            }
    except Transient:
        return {}
    finally:
        engine.dispose()
