"""Address lists (RFC 5322 section 3.4): what mail-parser read of them, or what can be saved where it read nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.mail.message import Address
from worker.mail.octets.charset import decoded, line
from worker.mail.octets.words import unstructured

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANGLED = re.compile(r"<\s*(?:mailto:)?([^\s<>@\"(),;:]{1,200}@[^\s<>@\"(),;:]{1,255})\s*>", re.IGNORECASE)
_BARE = re.compile(r"(?:mailto:)?([^\s<>@\"(),;:]{1,200}@[^\s<>@\"(),;:]{1,255})(?![^\s<>\"(),;:])", re.IGNORECASE)
_LONGEST = 320  # characters of an addr-spec (RFC 5321 section 4.5.3.1)
_FAMILY = re.compile(rb"(^|,)[ \t]*([^<>@,;:()\\]{1,100},[^<>@,;:()\\]{1,100}?)[ \t]*(?=<)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.?)*+\"?|\([^()]*+\)", re.DOTALL)  # one never closed goes to the end


def addresses(written: bytes, pairs: object) -> tuple[Address, ...]:
    """Clean the pairs mail-parser made of a field; where it made none, take the addr-specs that stand in it."""
    found = [
        Address(name=_name(str(name)), address=_spec(str(spec)))
        for name, spec in (pairs if isinstance(pairs, list) else [])
        if spec and len(spec) <= _LONGEST
    ]
    if not found and b"@" in written:
        found = [Address(address=spec) for spec in _saved(decoded(written))]
    return tuple(found)


def separated(written: bytes) -> bytes:
    """Put commas where Outlook puts semicolons between addresses, and quotes around "Family, Given" before one."""
    if b'"' in written or (b";" not in written and b"," not in written):
        return written
    if b";" in written and b":" not in written:  # a group keeps its own
        written = written.replace(b";", b",")
    return _FAMILY.sub(rb'\1"\2" ', written)


def _spec(written: str) -> str:
    spec = line(written).replace(" ", "")
    return spec[1:-1] if spec[:1] == spec[-1:] == "'" else spec  # Outlook puts apostrophes around some


def _name(written: str) -> str:
    # Clients put encoded words between quotes, where RFC 2047 section 5 wants them left alone; everyone reads them.
    return line(unstructured(written.encode("utf-8", "ignore")) if "=?" in written else written)


def _saved(written: str) -> Iterable[str]:
    outside = _QUOTED.sub(" ", written)
    found = _ANGLED.findall(outside) or _BARE.findall(outside)
    return dict.fromkeys(line(spec) for spec in found)
