"""Mail that lies in files: single mails, folders of them, Maildir, mbox."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.mail.raw import RawMessage
from worker.mailbox import mbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SINGLE = ".eml"
HEAD = 4096  # octets in which a mail shows that it is one
FIELD = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{1,75}[ \t]*:")  # as every mail in use begins (RFC 5322 3.6.8)
MAILDIR = frozenset({"cur", "new"})


def found(paths: Iterable[Path]) -> list[Path]:
    """List the files of mail at the paths, each once; refuse a path that does not exist."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files.update(dict.fromkeys(walked(path)))
        elif path.exists():
            files[mail_file(path)] = None
        else:
            raise Refused(f"{path}: no such file or folder")
    return list(files)


def mail_file(path: Path) -> Path:
    """Give a path that was named back; refuse a file that is no mail by its name and begins like none."""
    if is_mail(path) or not path.is_file():
        return path
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    if not FIELD.match(head):
        raise Refused(f"{path} is no mail: name .eml files, an mbox, a Maildir, or a folder of them")
    return path


def walked(folder: Path) -> Iterator[Path]:
    """Yield the files of mail below a folder; a file of a Maildir is a mail whatever its name."""
    for where, folders, names in os.walk(folder, onerror=unreadable):
        if MAILDIR & set(folders):
            folders[:] = [f for f in folders if f != "tmp"]  # what is still being delivered
        folders.sort()
        here = Path(where)
        for name in sorted(names):
            path = here / name
            if path.is_file() and (here.name in MAILDIR or is_mail(path)):  # no pipe, no dangling link
                yield path


def is_mail(path: Path) -> bool:
    """Tell whether a file in a folder is mail, by its name: ``.eml``, a number (MH), or an mbox by its first word."""
    if path.name.startswith("."):
        return False
    return path.suffix.casefold() == SINGLE or path.name.isdecimal() or is_archive(path)


def is_archive(path: Path) -> bool:
    """Tell whether a file is an mbox; an ``.eml`` never is, so that its octets stay as they are."""
    if path.suffix.casefold() == SINGLE or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(mbox.MARK)) == mbox.MARK
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error


def lying_in(path: Path, mailbox: str = "import") -> Iterator[RawMessage]:
    """Yield the mails of one file."""
    try:
        if not is_archive(path):
            yield RawMessage(octets=path.read_bytes(), mailbox=mailbox, name=str(path), trusted=True, imported=True)
            return
        with path.open("rb") as lines:
            for number, (octets, delivered_at) in enumerate(mbox.mails(lines), 1):
                yield RawMessage(
                    octets=octets,
                    mailbox=mailbox,
                    name=f"{path}#{number}",
                    internal_date=delivered_at,
                    trusted=True,
                    imported=True,
                )
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error


def unreadable(error: OSError) -> None:
    """Refuse a folder that can't be listed: leaving it out unsaid would lose mail."""
    raise Refused(f"{error.filename}: {error.strerror}") from error
