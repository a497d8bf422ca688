"""Mail that came to a record that is closed: whoever owns it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.answering.receipts import BY_MACHINE, LATEST
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
    """Yield what the owners of closed records are told of a mail, once a record and day, and of no machine's mail.

    ``told`` are those who get a receipt for it.
    """
    if not mail.placed or now - mail.archived_at > LATEST or all(m.kind in BY_MACHINE for m in mail.messages):
        return
    owners = correspondences.closed(connection)
    today = now.astimezone(bureau.newsroom.zone).date()
    for slug in dict.fromkeys(slug for slug, _ in mail.placed):
        for person in bureau.owners(owners[slug]) if slug in owners else ():
            for channel in bureau.ways(person) if person.address not in told else ():
                yield Draft(
                    key=f"closed:{slug}:{today}",
                    kind="receipt",
                    slug=slug,
                    recipient=person.address,
                    channel=channel,
                    about={"mail": mail.sha256, "closed": slug},
                    not_before=now,
                )
