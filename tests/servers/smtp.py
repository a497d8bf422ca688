"""A real SMTP server on a port of its own that keeps what it takes, and does what servers do wrong when told to.

with sink() as server:
    server.fault = Fault("rcpt", "450 4.2.1 The mailbox is busy")
    ...
    server.fault = None
    ...
    assert len(server.mails["onrecord.1@gazette.example"]) == 1
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections import defaultdict
from dataclasses import dataclass, replace
from email import message_from_bytes
from threading import Thread
from typing import TYPE_CHECKING, Self

from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from aiosmtpd.smtp import Envelope, Session

    from tests.servers.certificates import Certificate

HOST = "127.0.0.1"
PATIENCE = 20  # seconds
CUT = ""  # the answer of a server that is gone
NEVER = 3600.0  # a delay longer than anybody waits
# Where a server may go wrong, in the order of a delivery: at the greeting, EHLO, MAIL, RCPT, the command DATA, while the
# octets come (only a cut), when they all came but are thrown away, and when the mail is kept but its 250 is not said.
STAGES = ("connect", "ehlo", "mail", "rcpt", "data", "body", "end", "taken")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the server does wrong at a stage: answer so, or cut the line, after a delay; so many times, or always."""

    stage: str
    answer: str = CUT
    delay: float = 0
    times: int | None = None
    recipient: str = ""  # only for this one, from the stage "rcpt" on

    def __post_init__(self) -> None:
        assert self.stage in STAGES

    def meets(self, stage: str, recipient: str) -> bool:
        return self.stage == stage and self.times != 0 and self.recipient in {"", recipient}


def hang(stage: str) -> Fault:
    """Make a server that falls silent at a stage."""
    return Fault(stage, delay=NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that was taken."""

    message_id: str  # without angle brackets
    sender: str  # of the envelope
    recipient: str
    octets: bytes

    @property
    def message(self) -> Message:
        return message_from_bytes(self.octets)


class Sink:
    """The server. ``mails`` are all copies of what was taken, by Message-ID; ``said`` the commands as they came."""

    def __init__(
        self, *, tls: str = "none", certificate: Certificate | None = None, username: str = "", password: str = "",
        utf8: bool = True,
    ) -> None:  # fmt: skip
        self.tls, self.username, self.password, self.utf8 = tls, username, password, utf8
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if certificate and self.context:
            self.context.load_cert_chain(certificate.file, certificate.key)
        self.mails: dict[str, list[Mail]] = defaultdict(list)
        self.said: list[str] = []
        self.connections = 0
        self.lines: list[Line] = []
        self.fault: Fault | None = None
        self.port = 0
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda *_: None)  # of connections cut on purpose
        self.thread = Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        asyncio.run_coroutine_threadsafe(self.ended(), self.loop).result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE)
        self.loop.close()

    @property
    def taken(self) -> tuple[Mail, ...]:
        """All mails, copies too."""
        return tuple(mail for copies in list(self.mails.values()) for mail in copies)

    def open(self) -> None:
        """Listen, on the port of before if there was one."""
        told = {"ssl": self.context} if self.tls == "tls" else {}
        listening = self.loop.create_server(lambda: Line(self), HOST, self.port, **told)
        self.listening = asyncio.run_coroutine_threadsafe(listening, self.loop).result(PATIENCE)
        self.port = self.listening.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Take no more connections: whoever calls is refused."""

        async def closed() -> None:
            self.listening.close()
            await self.listening.wait_closed()

        asyncio.run_coroutine_threadsafe(closed(), self.loop).result(PATIENCE)

    @contextlib.contextmanager
    def closed(self) -> Iterator[None]:
        """Refuse every connection for a while."""
        self.close()
        try:
            yield
        finally:
            self.open()

    async def ended(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for line in self.lines:
            if line.transport:
                line.transport.abort()
        await asyncio.sleep(0.01)  # until they are closed

    def due(self, stage: str, recipient: str = "") -> Fault | None:
        """Give the fault of a stage, and count it."""
        fault = self.fault
        if not fault or not fault.meets(stage, recipient):
            return None
        if fault.times is not None:
            self.fault = replace(fault, times=fault.times - 1)
        return fault

    def let_in(self, *asked: object) -> AuthResult:
        """Judge a login."""
        given = asked[-1]
        right = (self.username.encode(), self.password.encode())
        return AuthResult(success=(given.login, given.password) == right, handled=False)

    # What aiosmtpd calls at each command:

    async def handle_EHLO(  # noqa: N802
        self, server: Line, session: Session, _: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        wrong = await server.wrong("EHLO", "ehlo")
        return [wrong] if wrong else [a for a in answers if self.username or not a.startswith("250-AUTH")]

    async def handle_MAIL(self, server: Line, session: Session, envelope: Envelope, sender: str, how: list[str]) -> str:  # noqa: N802
        if wrong := await server.wrong("MAIL", "mail"):
            return wrong
        if self.tls == "starttls" and not session.ssl:
            return "530 5.7.0 Must issue a STARTTLS command first"
        if self.username and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = sender
        envelope.mail_options.extend(how)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server: Line, _: Session, envelope: Envelope, recipient: str, __: list[str]) -> str:  # noqa: N802
        if wrong := await server.wrong("RCPT", "rcpt", recipient):
            return wrong
        envelope.rcpt_tos.append(recipient)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Line, _: Session, envelope: Envelope) -> str:  # noqa: N802
        recipient = envelope.rcpt_tos[0]
        if wrong := await server.wrong("", "end", recipient):
            return wrong
        octets = bytes(envelope.original_content)
        message_id = str(message_from_bytes(octets)["Message-ID"]).strip().strip("<>")
        told = {"message_id": message_id, "sender": envelope.mail_from, "octets": octets}
        self.mails[message_id].extend(Mail(recipient=r, **told) for r in envelope.rcpt_tos)
        return await server.wrong("", "taken", recipient) or "250 2.0.0 OK"

    async def handle_NOOP(self, *_: object) -> str:  # noqa: N802
        self.said.append("NOOP")
        return "250 2.0.0 OK"

    async def handle_RSET(self, *_: object) -> str:  # noqa: N802
        self.said.append("RSET")
        return "250 2.0.0 OK"

    async def handle_QUIT(self, *_: object) -> str:  # noqa: N802
        self.said.append("QUIT")
        return "221 2.0.0 Bye"


class Line(SMTP):
    """One connection."""

    def __init__(self, sink: Sink) -> None:
        starttls = sink.context if sink.tls == "starttls" else None
        super().__init__(
            sink, hostname="sink.example", tls_context=starttls, enable_SMTPUTF8=sink.utf8, loop=sink.loop,
            auth_require_tls=bool(sink.context) and sink.tls == "starttls", authenticator=sink.let_in,
        )  # fmt: skip
        self.sink = sink

    async def wrong(self, command: str, stage: str, recipient: str = "") -> str:
        """Note a command, and give what is wrongly answered to it, if anything; where the line is cut, never return."""
        if command:
            self.sink.said.append(command)
        if not (fault := self.sink.due(stage, recipient)):
            return ""
        await asyncio.sleep(fault.delay)
        if fault.answer == CUT:
            self.transport.close()
            await asyncio.sleep(NEVER)  # until the end of the connection cancels us
        return fault.answer

    async def _handle_client(self) -> None:
        self.sink.connections += 1
        self.sink.lines.append(self)
        if answer := await self.wrong("", "connect"):
            await self.push(answer)
            self.transport.close()
            return
        await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        recipient = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        if answer := await self.wrong("DATA", "data", recipient):
            await self.push(answer)
        elif self.sink.fault and self.sink.fault.meets("body", recipient):
            await self.push("354 Go on")
            await self.wrong("", "body", recipient)
        else:
            await super().smtp_DATA(arg)


sink = Sink
