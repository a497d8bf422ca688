"""Mail that came to a record that is closed: whoever owns it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.answering.receipts import LATEST
from worker.records import correspondences
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import datetime

    from worker.notices.bureau import Bureau
    from worker.records.attending import Unattended
    from worker.records.database import Connection


def closed(
    connection: Connection, mail: Unattended, bureau: Bureau, told: Container[str], *, now: datetime
) -> Iterator[Draft]:
    """Yield what the owners of closed records are told of a mail; ``told`` are those who get a receipt for it."""
    if not mail.placed or now - mail.archived_at > LATEST:
        return
    owners = correspondences.closed(connection)
    for slug in dict.fromkeys(slug for slug, _ in mail.placed):
        for person in bureau.owners(owners[slug]) if slug in owners else ():
            for channel in bureau.ways(person) if person.address not in told else ():
                yield Draft(
                    key=f"closed:{mail.sha256}",
                    kind="receipt",
                    slug=slug,
                    recipient=person.address,
                    channel=channel,
                    about={"mail": mail.sha256},
                    not_before=now,
                )
