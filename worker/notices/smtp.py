"""Notices are handed to the newsroom's own server by SMTP (RFC 5321), several on one connection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from smtplib import quoteaddr
from typing import TYPE_CHECKING

from worker import errors
from worker.notices.answers import LATER, LOGIN, login_failure, reply, said
from worker.notices.connection import FAILURES, connected, drop, leave
from worker.notices.outcome import Again, InDoubt, Outcome, Refused, Sent

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable, Iterator, Sequence

    from worker.notices.server import Server

TAKEN = range(200, 300)
GO_ON = 354
CLOSING = 421  # the server ends the connection, whatever it was asked
DOT = re.compile(rb"(?m)^\.")  # RFC 5321 4.5.2
BREAK = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who a mail comes from and whom it goes to, as servers see it (RFC 5321 2.3.1)."""

    sender: str
    recipient: str


def send(server: Server, messages: Sequence[tuple[Envelope, bytes]]) -> Iterator[Outcome]:
    """Yield what became of each mail, in order, as soon as it is known."""
    session = Session(server)
    try:
        for envelope, octets in messages:
            yield session.deliver(envelope, octets)
    finally:
        session.end()


class Lost(Exception):  # noqa: N818 - the adjective is the word
    """The connection ended before the data were begun: the mail was not taken."""


class Session:
    """A connection that is made when a mail needs it, and anew after it was lost; lost twice, it is given up."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.client: smtplib.SMTP | None = None
        self.losses = 0
        self.out_of_reach: Again | None = None

    def deliver(self, envelope: Envelope, octets: bytes) -> Outcome:
        """Hand over one mail; a connection of before that is gone by now is made anew, once."""
        for address in (envelope.sender, envelope.recipient):
            if quoteaddr(address) != f"<{address}>" or not address.isprintable():  # it would be cut, or a command
                return Refused(f"no mail can be addressed to or from {address!r}")
        used = self.client is not None
        try:
            return self.hand_over(envelope, octets)
        except Lost as error:
            why = self.lost(error)
        if used:
            try:
                return self.hand_over(envelope, octets)
            except Lost as error:
                why = self.lost(error)
        return Again(why)

    def lost(self, error: Exception) -> str:
        """Drop what is left of a connection and say what became of it; a server that is lost twice is left alone."""
        self.drop()
        self.losses += 1
        why = f"{self.server.host} ended the connection or fell silent: {said(self.server, str(error))}"
        if self.losses > 1:  # else each of many mails would wait as long, for the same end
            self.out_of_reach = Again(why, house=True)
        return why

    def hand_over(self, envelope: Envelope, octets: bytes) -> Outcome:
        """Hand over one mail on the connection that stands, or on a new one."""
        if self.client is None:
            if self.out_of_reach:
                return self.out_of_reach
            try:
                self.client = connected(self.server, envelope.sender)
            except (errors.Transient, errors.Refused) as error:
                self.out_of_reach = Again(str(error), house=True, for_a_person=isinstance(error, errors.Refused))
                return self.out_of_reach
        if not (envelope.sender + envelope.recipient).isascii() and not self.client.has_extn("smtputf8"):
            return Refused(f"{self.server.host} has no SMTPUTF8, which {envelope.recipient} needs: write it in ASCII")
        answer = self.begun(self.client, envelope, octets)
        return answer or self.data(self.client, octets)

    def begun(self, client: smtplib.SMTP, envelope: Envelope, octets: bytes) -> Outcome | None:
        """Tell the envelope and begin the data (RFC 5321 3.3); give what stands against it."""
        steps: dict[str, Callable[[], tuple[int, bytes]]] = {
            "MAIL": lambda: client.mail(envelope.sender, options(client, envelope, octets)),
            "RCPT": lambda: client.rcpt(envelope.recipient),
            "DATA": lambda: client.docmd("DATA"),
        }
        try:
            for verb, step in steps.items():
                code, answer = step()
                if code not in (TAKEN if verb != "DATA" else (GO_ON,)):
                    self.reset(client, code)
                    return self.judged(verb, code, answer)
        except FAILURES as error:
            raise Lost(str(error)) from error
        return None

    def data(self, client: smtplib.SMTP, octets: bytes) -> Outcome:
        """Send the mail; when the connection is lost from now on, nobody knows whether it was taken."""
        try:
            client.send(transparent(octets))
            code, answer = client.getreply()
        except FAILURES as error:
            return InDoubt(f"while the mail was taken: {self.lost(error)}")
        if code in TAKEN:
            return Sent()
        if code < 0:
            self.drop()
            return InDoubt(f"{self.server.host} answered what is no SMTP when it took the mail")
        self.reset(client, code)
        return self.judged("the mail", code, answer)

    def judged(self, verb: str, code: int, answer: bytes) -> Outcome:
        """Say what an answer other than yes makes of a mail."""
        if code in LOGIN:  # the notice is not lost for a wrong password
            return Again(login_failure(self.server, code, answer), house=True, for_a_person=True)
        why = f"{self.server.host} answers {verb}: {reply(self.server, code, answer)}"
        passing = code in LATER or code < 0
        if verb == "MAIL" or code == CLOSING:  # so far nothing is told of this mail: any other would meet the same
            return Again(why, house=True, for_a_person=not passing)
        return Again(why) if passing else Refused(why)

    def reset(self, client: smtplib.SMTP, code: int) -> None:
        """Make the connection ready for the next mail, or end it."""
        try:
            if code == CLOSING or client.rset()[0] not in TAKEN:
                self.drop()
        except FAILURES:
            self.drop()

    def drop(self) -> None:
        """End the connection at once; the next mail makes a new one."""
        if self.client:
            drop(self.client)
        self.client = None

    def end(self) -> None:
        """End the connection as one should."""
        if self.client:
            leave(self.client)
        self.client = None


def options(client: smtplib.SMTP, envelope: Envelope, octets: bytes) -> list[str]:
    """Say of a mail what the server should know beforehand (RFC 6152, RFC 6531)."""
    told = []
    if client.has_extn("8bitmime") and not octets.isascii():
        told.append("BODY=8BITMIME")
    if not (envelope.sender + envelope.recipient).isascii():
        told.append("SMTPUTF8")
    return told


def transparent(octets: bytes) -> bytes:
    r"""Write a mail as it travels: lines end in CRLF, a leading dot is doubled, a lone one ends it (RFC 5321 4.5.2).

    >>> transparent(b"a\n.b")
    b'a\r\n..b\r\n.\r\n'
    """
    lines = BREAK.sub(b"\r\n", octets)
    return DOT.sub(b"..", lines).removesuffix(b"\r\n") + b"\r\n.\r\n"
