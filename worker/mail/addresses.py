"""Address lists (RFC 5322 section 3.4): what mail-parser read of them, or what can be saved where it read nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.mail.charset import decoded, line
from worker.mail.message import Address
from worker.mail.words import unstructured

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANGLED = re.compile(r"<\s*(?:mailto:)?([^\s<>@\"(),;:]{1,200}@[^\s<>@\"(),;:]{1,255})\s*>", re.IGNORECASE)
_BARE = re.compile(r"(?:mailto:)?([^\s<>@\"(),;:]{1,200}@[^\s<>@\"(),;:]{1,255})", re.IGNORECASE)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|\([^()]*+\)")


def addresses(written: bytes, pairs: object) -> tuple[Address, ...]:
    """Clean the pairs mail-parser made of a field; where it made none, take the addr-specs that stand in it."""
    found = [
        Address(name=_name(str(name)), address=line(str(spec)).replace(" ", ""))
        for name, spec in (pairs if isinstance(pairs, list) else [])
        if spec
    ]
    if not found and b"@" in written:
        found = [Address(address=spec) for spec in _saved(decoded(written))]
    return tuple(found)


def separated(written: bytes) -> bytes:
    """Put commas where Outlook puts semicolons between addresses; a group keeps its own."""
    return written if b";" not in written or b":" in written or b'"' in written else written.replace(b";", b",")


def _name(written: str) -> str:
    # Clients put encoded words between quotes, where RFC 2047 section 5 wants them left alone; everyone reads them.
    return line(unstructured(written.encode("utf-8", "ignore")) if "=?" in written else written)


def _saved(written: str) -> Iterable[str]:
    outside = _QUOTED.sub(" ", written)
    found = _ANGLED.findall(outside) if "<" in outside else _BARE.findall(outside)
    return dict.fromkeys(line(spec) for spec in found)
