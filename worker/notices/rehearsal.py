"""A delivery of notices to the newsroom's own server without the mail: logged in, and asked what it would take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.notices.answers import LATER, refusal, reply, translated
from worker.notices.connection import FAILURES, connected, leave

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Sequence

    from worker.notices.server import Server

TAKEN = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Whom a server would take a notice for, and whom not, with the reason: ``later`` perhaps, ``refused`` never."""

    taken: tuple[str, ...]
    later: dict[str, str]
    refused: dict[str, str]


def rehearse(server: Server, sender: str, recipients: Sequence[str]) -> Rehearsal:
    """Say all of a delivery but the mail; Transient or Refused where nobody comes as far as the recipients."""
    client = connected(server, sender)
    try:
        return asked(server, client, sender, recipients)
    except FAILURES as error:
        raise translated(server, error) from error
    finally:
        leave(client)


def asked(server: Server, client: smtplib.SMTP, sender: str, recipients: Sequence[str]) -> Rehearsal:
    """Ask for the sender, then for each recipient, and take it all back (RFC 5321 4.1.1.5)."""
    client.noop()
    utf8 = not "".join((sender, *recipients)).isascii()
    if utf8 and not client.has_extn("smtputf8"):
        raise Refused(f"{server.host} has no SMTPUTF8, which an address needs that is not written in ASCII")
    code, answer = client.mail(sender, ["SMTPUTF8"] if utf8 else [])
    if code not in TAKEN:
        raise refusal(server, f"{server.host}:{server.port}, asked to take mail from {sender},", code, answer)
    taken: list[str] = []
    later: dict[str, str] = {}
    refused: dict[str, str] = {}
    for recipient in recipients:
        code, answer = client.rcpt(recipient)
        if code in TAKEN:
            taken.append(recipient)
        else:
            (later if code in LATER else refused)[recipient] = reply(server, code, answer)
    client.rset()
    return Rehearsal(taken=tuple(taken), later=later, refused=refused)
