"""The headers of the newest mails in all mailboxes, of those that others sent us."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from worker.errors import Malformed
from worker.mail.octets.fields import Fields, fields

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from worker.mailbox.look import Look

MOST = 20


def newest(looks: Iterable[Look], trusted_folders: Collection[str]) -> tuple[Fields, ...]:
    """Read the headers of the newest mails; a folder that only we put mail into tells nothing of servers."""
    headers = [
        h for met in looks for folder in met.folders if folder.name not in trusted_folders for h in folder.newest
    ]
    headers.sort(key=lambda header: header.received_at, reverse=True)
    read: list[Fields] = []
    for header in headers[:MOST]:
        with suppress(Malformed):
            read.append(fields(header.octets))
    return tuple(read)
