"""A session on an IMAP server (RFC 9051): one login, whose folders are opened one after the other."""

from __future__ import annotations

import difflib
import imaplib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from imapclient.exceptions import IMAPClientReadOnlyError

from worker.errors import Refused
from worker.mailbox.answers import Declined, translated
from worker.mailbox.folder import KEYWORD, Folder
from worker.mailbox.login import logged_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from imapclient import IMAPClient

    from worker.mailbox.account import Account

T = TypeVar("T")
P = ParamSpec("P")

FAILURES = (imaplib.IMAP4.error, OSError, UnicodeError)
SHOWN = 12  # folders that are named where one is not found
ANY = b"\\*"  # in PERMANENTFLAGS: keywords may be made (RFC 9051 7.1)


@contextmanager
def connected(account: Account) -> Iterator[Session]:
    """Log in, and out in the end.

    Transient where the server is out of reach or busy; Refused where a person must change something, in one line.
    """
    try:
        client = logged_in(account)
    except FAILURES as error:
        raise translated(account, error) from error
    session = Session(account, client)
    try:
        yield session
    except BaseException:
        session.drop()
        raise
    with suppress(*FAILURES):
        client.logout()
    session.drop()


class Session:
    """One login; what the library or the net does wrong is told as Transient or Refused."""

    def __init__(self, account: Account, client: IMAPClient) -> None:
        self.account = account
        self.client = client

    def ask(self, command: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Give a command of the client."""
        try:
            return command(*args, **kwargs)
        except FAILURES as error:
            raise translated(self.account, error) from error

    def drop(self) -> None:
        """End the connection at once."""
        with suppress(*FAILURES):
            self.client.shutdown()

    def folders(self) -> tuple[str, ...]:
        """Name all folders."""
        return tuple(name for _, _, name in self.ask(self.client.list_folders))

    def open(self, name: str) -> Folder:
        """Open a folder, to read only where nothing in it is to be marked; refuse one that is not there."""
        try:
            told = self.ask(self.selected, name)
        except Declined as error:
            raise self.missing(name, error) from error
        if b"UIDVALIDITY" not in told or b"UIDNOTSTICKY" in told:
            raise Refused(f"{self.account.name}: {self.account.host} gives mails in {name!r} no lasting numbers")
        return Folder(
            ask=self.ask,
            client=self.client,
            name=name,
            uidvalidity=told[b"UIDVALIDITY"],
            uidnext=told.get(b"UIDNEXT", 0),
            exists=told[b"EXISTS"],
            marks=bool(told.get(b"READ-WRITE")) and self.offered(told.get(b"PERMANENTFLAGS", ())),
            move_to=self.account.move_to,
        )

    def selected(self, name: str) -> dict[bytes, Any]:
        """Select a folder, or examine it, which changes nothing in it (RFC 9051 6.3.3)."""
        if self.account.mark != "none":
            with suppress(IMAPClientReadOnlyError):
                return dict(self.client.select_folder(name))
        return dict(self.client.select_folder(name, readonly=True))

    def offered(self, flags: Collection[bytes]) -> bool:
        """Tell whether mail can be marked as the account wants it; where no keyword is kept, none is set."""
        if self.account.mark == "move":
            return self.client.has_capability("MOVE") and not self.unmarkable()
        return self.account.mark == "keyword" and (ANY in flags or KEYWORD in flags)

    def unmarkable(self) -> tuple[str, ...]:
        """Say that the folder which mail is to be moved to is not there, if so."""
        goal = self.account.move_to
        if not goal or not self.client.has_capability("MOVE") or self.ask(self.client.folder_exists, goal):
            return ()
        return (f"{self.account.name}: no folder {goal!r} to move mail to: create it, or change move_to",)

    def missing(self, name: str, why: Declined) -> Refused | Declined:
        """Tell a folder that is not there from one that can't be opened now."""
        there = self.folders()
        if name in there:
            return why
        near = difflib.get_close_matches(name, there, 1)
        meant = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(there[:SHOWN])}"
        return Refused(f"{self.account.name}: no folder {name!r} on {self.account.host}; {meant}")
