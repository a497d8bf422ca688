"""Which parts are files, and what is told of them; a name is for people, never a path."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from worker.mail.message import Attachment
from worker.mail.octets.charset import line

if TYPE_CHECKING:
    from worker.mail.octets.structure import Part

_LONGEST = 120  # octets of a file name
_EXTENSION = 20
# Text that is data for a program; without a name it is a file all the same.
_DATA = frozenset({"text/calendar", "text/rtf", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/xml"})
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})


def attached_message(part: Part) -> bool:
    """Tell whether a part is a whole mail."""
    return part.type in _MESSAGES


def body(part: Part) -> bool:
    """Tell whether a part is for reading where it stands, not a file."""
    if not part.type.startswith("text/") or part.type in _DATA or part.disposition == "attachment":
        return False
    return not part.filename or part.depth == 0


def attachment(part: Part, content: bytes) -> Attachment:
    """Describe a file by its name and its decoded content."""
    content = transported(part, content)
    return Attachment(
        filename=_name(part.filename),
        type=part.type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content_id=part.content_id,
    )


def transported(part: Part, content: bytes) -> bytes:
    """Give the content of a file as its author had it: line ends of a text are the transport's."""
    if part.type.startswith("text/") and part.encoding != "base64":
        return content.replace(b"\r\n", b"\n")
    return content


def _name(written: str) -> str:
    name = unicodedata.normalize("NFC", line(written)).replace("\\", "/").rstrip("/").rpartition("/")[2]
    octets = name.encode("utf-8", "ignore")
    if len(octets) <= _LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = (dot + extension).encode("utf-8", "ignore") if stem and len(extension) < _EXTENSION else b""
    return (octets[: _LONGEST - len(tail)] if tail else octets[:_LONGEST]).decode("utf-8", "ignore") + tail.decode()
