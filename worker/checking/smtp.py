"""The server that notices leave by: reached, logged in, and willing to take one for the desk; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, works, wrong
from worker.checking.mailbox import SECURED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.notices.bureau import Bureau
    from worker.notices.rehearsal import Rehearsal
    from worker.notices.server import Server

NAME = "smtp"


def told(server: Server, bureau: Bureau, rehearsal: Rehearsal) -> Iterator[Finding]:
    """Say what the server would take."""
    who = f"{server.username} logged in" if server.username else "no login"
    takes = f"takes mail from {bureau.bounce}"
    whom = f" to {', '.join(rehearsal.taken)}" if rehearsal.taken else ""
    yield works(NAME, f"{who} at {server.host}:{server.port} {SECURED[server.tls]}; it {takes}{whom}")
    for recipient, why in rehearsal.refused.items():
        yield wrong(f"{NAME}, {recipient}", f"{server.host} takes no mail for this address: {why}")
    for recipient, why in rehearsal.later.items():
        yield beware(f"{NAME}, {recipient}", f"{server.host} takes no mail for this address now: {why}")
