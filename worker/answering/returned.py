"""A notice of ours that came back (RFC 3464)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.answering.outside import notice_named
from worker.mail.message import Kind
from worker.records import archive, undelivered

if TYPE_CHECKING:
    from worker.records.attending import Unattended
    from worker.records.database import Connection

LOOKED_AT: Final = 256 * 1024
LONGEST: Final = 200
ACTION: Final = re.compile(rb"^action:[ \t]{0,20}([a-z]{1,20})", re.IGNORECASE | re.MULTILINE)


def note_returned(connection: Connection, mail: Unattended) -> bool:
    """Note of the notice that a delivery report names by its identifier that it did not arrive."""
    report = mail.messages[0] if mail.messages else None
    if report is None or report.kind != Kind.BOUNCE:
        return False
    notice = notice_named(connection, report.references)
    if notice is None or not failed(archive.octets(connection, mail.sha256)):
        return False
    why = " ".join(f"it came back: {report.subject}".split())[:LONGEST]
    return undelivered.returned(connection, notice.token, why=why)


def failed(octets: bytes) -> bool:
    """Tell whether a report says that delivery failed, not that it takes longer (RFC 3464 2.3.3)."""
    actions = {action.lower() for action in ACTION.findall(octets[:LOOKED_AT])}
    return not actions or b"failed" in actions
