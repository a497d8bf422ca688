"""Which message a delivery report or a receipt is about (RFC 3464, RFC 8098)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.errors import Malformed
from worker.mail.octets.fields import fields
from worker.mail.octets.identifiers import identifiers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.mail.octets.structure import Part

_RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
_ABOUT = {"message/disposition-notification": "original-message-id", **dict.fromkeys(_RETURNED, "message-id")}
_HEADER = 64 * 1024
_BLANK = re.compile(rb"\r?\n\r?\n")
_WRITTEN = re.compile(
    r"^[ \t>]{0,20}message-id:[ \t]{0,20}\n?[ \t>]{0,20}(<[^<>\n]{1,998}>)", re.IGNORECASE | re.MULTILINE
)


def returned(parts: Sequence[Part], contents: Mapping[int, bytes], text: str) -> tuple[str, ...]:
    """Give the Message-ID of what came back: of the part that holds it, else as the text quotes it."""
    found: list[str] = []
    for index, part in enumerate(parts):
        name = _ABOUT.get(part.type)
        if name and index in contents:
            block = _BLANK.split(contents[index][:_HEADER].lstrip(), maxsplit=1)[0]
            try:
                found += identifiers(fields(block).text(name))[:1]
            except Malformed:
                continue  # the report itself can be read all the same
    if not found:
        found += [each for match in _WRITTEN.findall(text) for each in identifiers(match)]
    return tuple(found)
