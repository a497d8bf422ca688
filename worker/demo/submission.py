"""A real SMTP server on this machine alone, which keeps the notices that it is handed (RFC 5321)."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.demo.loopback import HOST, listening
from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiosmtpd.smtp import SMTP, Envelope, Session

MISSING = "the demo needs the mail server aiosmtpd, which is not installed: pip install -e '.[demo]'"
NAME = "submission.longshore.example"


@dataclass(slots=True, kw_only=True)
class Submission:
    """The server: its port, and the mails that were handed to it, in their order."""

    port: int = 0
    mails: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep a mail."""
        octets = envelope.original_content or b""
        self.mails.extend(octets for _ in envelope.rcpt_tos)
        return "250 2.0.0 OK"

    async def listen(self) -> asyncio.Server:
        """Begin to answer connections."""
        try:
            from aiosmtpd.smtp import SMTP  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise Refused(MISSING) from error
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: SMTP(self, hostname=NAME, loop=loop), HOST, 0)


@contextmanager
def submitting() -> Iterator[Submission]:
    """Take mail on a free port; refuse in one line if the server is not installed."""
    server = Submission()
    with listening("aiosmtpd", server.listen) as server.port:
        yield server
