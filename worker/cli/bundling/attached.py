"""The octets of attached files, found again in the mail that brought them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from worker.mail.octets.file_content import DEEPEST, parts
from worker.mail.octets.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


def attached(octets: bytes, wanted: Container[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the wanted files of a mail and of the mails attached to it, by their sha256 as an entry tells it."""
    mails = [octets]
    for _ in range(DEEPEST):
        inner: list[bytes] = []
        for mail in mails:
            for content, is_mail in parts(mail, LIMITS):
                if (digest := sha256(content).hexdigest()) in wanted:
                    yield digest, content
                if is_mail:
                    inner.append(content)
        mails = inner
