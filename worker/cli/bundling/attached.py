"""The octets of attached files, found again in the mail that brought them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.errors import Malformed
from worker.mail.octets.attachment import attached_message, attachment, body
from worker.mail.octets.content import content
from worker.mail.octets.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAILS: Final = 200  # attached mails within attached mails that are opened


def attached(octets: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a mail and of the mails attached to it, by their sha256 as an entry tells it."""
    waiting = [octets]
    for _ in range(_MAILS):
        if not waiting:
            return
        yield from _files(waiting.pop(), waiting)


def _files(octets: bytes, within: list[bytes]) -> Iterator[tuple[str, bytes]]:
    try:
        parts = structure(octets).parts
    except Malformed:
        return
    for part in parts:
        if part.multipart or (body(part) and not attached_message(part)):
            continue
        data = content(octets[part.start : part.end], part.encoding)
        told = attachment(part, data)
        # Where its size is another, the line ends that the transport made are left out, as in its sha256.
        yield told.sha256, data if len(data) == told.size else data.replace(b"\r\n", b"\n")
        if attached_message(part):
            within.append(data)
