"""A notice of ours that came back (RFC 3464)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.answering.outside import notice_named
from worker.mail.message import Kind
from worker.mail.octets.content import content
from worker.mail.octets.limits import LIMITS
from worker.mail.octets.returned import returned
from worker.mail.octets.structure import structure
from worker.mail.octets.text import text
from worker.records import archive, undelivered

if TYPE_CHECKING:
    from worker.records.attending import Unattended
    from worker.records.database import Connection

LOOKED_AT: Final = 64 * 1024  # octets of what a server tells of its attempts
STATUS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
ACTION: Final = re.compile(rb"^action:[ \t]{0,20}([a-z]{1,20})", re.IGNORECASE | re.MULTILINE)
CODE: Final = re.compile(rb"^status:[ \t]{0,20}([245]\.[0-9]{1,3}\.[0-9]{1,3})\b", re.IGNORECASE | re.MULTILINE)


def note_returned(connection: Connection, mail: Unattended) -> bool:
    """Note of the notice that a delivery report brings back that it did not arrive.

    Anybody can write a report: what it answers proves nothing, and none of its words are kept.
    """
    report = mail.messages[0] if mail.messages else None
    if report is None or report.kind != Kind.BOUNCE or notice_named(connection, report.references) is None:
        return False
    originals, told = opened(archive.octets(connection, mail.sha256))
    notice = notice_named(connection, originals)
    if notice is None or not failed(told):
        return False
    code = CODE.search(told)
    why = f"it came back ({code[1].decode()})" if code else "it came back"
    return undelivered.returned(connection, notice.token, why=why)


def opened(octets: bytes) -> tuple[tuple[str, ...], bytes]:
    """Give the identifiers of the mails that a report returns, and what it tells of the attempts to deliver them."""
    parts = structure(octets).parts
    contents = {
        index: content(octets[part.start : part.end], part.encoding)
        for index, part in enumerate(parts)
        if not part.multipart
    }
    told = (contents[index] for index, part in enumerate(parts) if part.type in STATUS and index in contents)
    return returned(parts, contents, text(parts, contents, LIMITS)), b"\n".join(told)[:LOOKED_AT]


def failed(told: bytes) -> bool:
    """Tell whether a report says that delivery failed, not that it takes longer (RFC 3464 2.3.3)."""
    actions = {action.lower() for action in ACTION.findall(told)}
    return not actions or b"failed" in actions
