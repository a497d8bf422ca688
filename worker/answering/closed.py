"""Mail that came to a record that is closed: whoever owns it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.addressing import addressed
from worker.answering.receipts import LATEST
from worker.correspondence import COUNTED
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from datetime import datetime

    from worker.notices.bureau import Bureau
    from worker.records.attending import Unattended


def closed(
    mail: Unattended, owners: Mapping[str, str], bureau: Bureau, told: Container[str], *, now: datetime
) -> Iterator[Draft]:
    """Yield what the ``owners`` of closed records are told of a mail, once a record and day, and of no machine's mail.

    ``told`` are those who get a receipt for it.
    """
    if not mail.placed or now - mail.archived_at > LATEST or not any(m.kind in COUNTED for m in mail.messages):
        return
    today = now.astimezone(bureau.newsroom.zone).date()
    for slug in dict.fromkeys(slug for slug, _ in mail.placed):
        about = {"mail": mail.sha256, "closed": slug}
        draft = Draft(key=f"closed:{slug}:{today}", kind="receipt", slug=slug, about=about, not_before=now)
        for person in bureau.owners(owners[slug]) if slug in owners else ():
            yield from addressed(draft, bureau, person) if person.address not in told else ()
