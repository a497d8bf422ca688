"""A Dovecot of the tests: on a port of its own, in a folder of its own; any user name, the password "secret"."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self

from imapclient import IMAPClient

from worker.mailbox.account import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers.certificates import Certificate

PATIENCE = 10  # seconds
PLACES = ("/usr/sbin/dovecot", "/usr/local/sbin/dovecot", "/opt/homebrew/sbin/dovecot")
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = {tls}
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 1000
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = {has_tls}
  }}
}}
{more}
"""
TLS = "ssl_cert = <FOLDER/server.pem\nssl_key = <FOLDER/server.key\n"  # where its user can read them
NAMES = count(1_700_000_000)


class Dovecot:
    """A server that can be stopped, started again, and made to forget its uids.

    ``more`` is added to its configuration, with its folder in place of FOLDER.
    """

    def __init__(
        self, *, certificate: Certificate | None = None, mechanisms: str = "plain login", more: str = ""
    ) -> None:
        # Its sockets have to have short names, and its user has to reach them.
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.port, self.tls_port = free_port(), free_port()
        root = os.getuid() == 0
        self.user = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        self.as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if root else {}
        self.config = self.folder / "dovecot.conf"
        self.config.write_text(
            CONFIG.format(
                folder=self.folder,
                user=self.user.pw_name,
                group=grp.getgrgid(self.user.pw_gid).gr_name,
                port=self.port,
                tls="yes" if certificate else "no",
                tls_port=self.tls_port if certificate else 0,
                has_tls="yes" if certificate else "no",
                mechanisms=mechanisms,
                more=(more + (TLS if certificate else "")).replace("FOLDER", str(self.folder)),
            ),
            encoding="utf-8",
        )
        for part in ("run", "mail"):
            (self.folder / part).mkdir()
        if certificate:
            shutil.copyfile(certificate.file, self.folder / "server.pem")
            shutil.copyfile(certificate.key, self.folder / "server.key")
        self.own(self.folder)

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, and take its folder away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it answers; where there is none, say so loudly."""
        program = shutil.which("dovecot") or next((place for place in PLACES if Path(place).exists()), None)
        assert program, "dovecot is not installed: apt-get install dovecot-imapd"
        self.process = subprocess.Popen([program, "-F", "-c", str(self.config)], start_new_session=True, **self.as_user)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as caller:
                    if caller.recv(4):
                        return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise AssertionError(f"dovecot did not start: {(self.folder / 'dovecot.log').read_text()}")

    def stop(self) -> None:
        """Stop the server and all who talk to it."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def restart(self) -> None:
        """Cut off all who talk to it, and start again."""
        self.stop()
        self.start()

    def account(self, name: str = "desk", **told: object) -> Account:
        """Give the account of a user."""
        port = self.tls_port if told.get("tls") == "tls" else self.port
        usual = {"host": "127.0.0.1", "port": port, "tls": "none", "username": name, "password": "secret"}
        return Account(**{"name": name, **usual, **told})

    def deliver(self, *mails: bytes, user: str = "desk", folder: str = "INBOX", flags: str | None = None) -> list[Path]:
        """Put mail into a folder as a delivery agent does, at once; ``flags`` in the letters of Maildir."""
        maildir = self.maildir(user, folder)
        paths = []
        for mail in mails:
            name = f"{next(NAMES)}.M{len(mail)}P1.tests"
            made = maildir / "tmp" / name
            made.write_bytes(mail)
            self.give(made)
            paths.append(
                maildir / ("new" if flags is None else "cur") / (name if flags is None else f"{name}:2,{flags}")
            )
            made.rename(paths[-1])
        return paths

    def lying(self, user: str = "desk", folder: str = "INBOX") -> list[Path]:
        """List the mails that lie in a folder."""
        maildir = self.maildir(user, folder)
        return [path for part in ("new", "cur") for path in (maildir / part).iterdir()]

    def delivered_at(self, path: Path) -> float:
        """Tell when a mail was delivered, wherever the server has put it."""
        return int(next(each for each in self.lying() if each.name.startswith(path.name)).stat().st_mtime)

    def empty(self) -> None:
        """Take all mailboxes away."""
        for home in (self.folder / "mail").iterdir():
            shutil.rmtree(home)

    def maildir(self, user: str = "desk", folder: str = "INBOX") -> Path:
        """Give the place of a folder, made if it is not there."""
        home = self.folder / "mail" / user
        maildir = home if folder == "INBOX" else home / f".{folder}"
        for part in ("tmp", "new", "cur"):
            (maildir / part).mkdir(parents=True, exist_ok=True)
        self.own(home)
        return maildir

    def forget_uids(self, user: str = "desk", folder: str = "INBOX") -> None:
        """Let a folder begin to count anew, under another uidvalidity."""
        time.sleep(1.1)  # which is the time in seconds
        for file in self.maildir(user, folder).glob("dovecot*"):
            if file.is_file():
                file.unlink()

    def client(self, user: str = "desk") -> IMAPClient:
        """Log in as another client of the same mailbox."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=PATIENCE)
        client.login(user, "secret")
        return client

    def flags(self, user: str = "desk", folder: str = "INBOX") -> dict[int, set[bytes]]:
        """Give the flags of every mail in a folder."""
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            return {
                uid: set(told[b"FLAGS"]) - {b"\\Recent"} for uid, told in client.fetch(client.search(), "FLAGS").items()
            }

    def own(self, path: Path) -> None:
        """Give a folder and what lies in it to the user of the server."""
        for each in walked(path):
            self.give(each)

    def give(self, path: Path) -> None:
        """Give a file to the user of the server."""
        if self.as_user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)


def walked(path: Path) -> Iterator[Path]:
    """Yield a folder and what lies in it."""
    yield path
    yield from path.rglob("*")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
