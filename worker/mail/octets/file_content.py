"""The content of a file in a mail, as it is told of by its sha256."""

from __future__ import annotations

from hashlib import sha256 as hashed
from typing import TYPE_CHECKING

from worker.errors import Malformed
from worker.mail.octets.attachment import attached_message, transported
from worker.mail.octets.content import content
from worker.mail.octets.limits import LIMITS, Limits
from worker.mail.octets.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 20  # mails in each other


def file_content(octets: bytes, sha256: str, limits: Limits = LIMITS) -> bytes | None:
    """Give the decoded content of the file with this digest, also in an attached mail; None where there is none."""
    return next((found for digest, found in contents(octets, limits) if digest == sha256), None)


def contents(octets: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Yield the decoded content of each part of a mail and of the mails attached to it, with its digest."""
    mails = [octets]
    for _ in range(DEEPEST):
        inner: list[bytes] = []
        for mail in mails:
            for found, is_mail in _parts(mail, limits):
                yield hashed(found).hexdigest(), found
                if is_mail:
                    inner.append(found)
        mails = inner


def _parts(octets: bytes, limits: Limits) -> Iterator[tuple[bytes, bool]]:
    # the content of each part of a mail, and whether that is a mail itself
    try:
        found = structure(octets, limits)
    except Malformed:
        return
    for part in found.parts:
        if not part.multipart:
            yield transported(part, content(octets[part.start : part.end], part.encoding)), attached_message(part)
