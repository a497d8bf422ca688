"""The fields of a header block, as written and in their order (RFC 5322 section 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from worker.errors import Malformed
from worker.mail.octets.limits import LIMITS, Limits
from worker.mail.octets.words import unstructured

_LINE_END = re.compile(rb"\r\n?")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*(.*)", re.DOTALL)
_FOLD = re.compile(rb"\n[ \t]*")
_ADDRESSES = frozenset({"from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-to", "resent-cc"})
_PARAMETERS = frozenset({"content-type", "content-disposition"})


@dataclass(frozen=True)
class Fields:
    """Names in lower case with their unfolded octets."""

    items: tuple[tuple[str, bytes], ...] = ()

    @cached_property
    def _index(self) -> dict[str, list[bytes]]:
        index: dict[str, list[bytes]] = {}
        for name, value in self.items:
            index.setdefault(name, []).append(value)
        return index

    def __contains__(self, name: object) -> bool:
        """Tell whether a field of this name stands in the header."""
        return name in self._index

    def every(self, name: str) -> list[bytes]:
        """Give the values of all fields of this name, top first."""
        return self._index.get(name, [])

    def first(self, name: str) -> bytes:
        """Give the value of the topmost field of this name, or nothing."""
        values = self._index.get(name)
        return values[0] if values else b""

    def text(self, name: str) -> str:
        """Give the topmost field of this name as text, encoded words decoded."""
        values = self._index.get(name)
        return unstructured(values[0]).strip() if values else ""


def fields(block: bytes, limits: Limits = LIMITS) -> Fields:
    r"""Split a header block into its fields; what is no field and continues none is passed over.

    >>> fields(b"Subject: a\r\n folded\r\n\r\n").items
    (('subject', b'a folded'),)
    """
    if len(block) > limits.header_octets:
        raise Malformed(f"a header block of more than {limits.header_octets} octets")
    if b"\r" in block:
        block = _LINE_END.sub(b"\n", block)
    if block.count(b"\n") > limits.header_lines:
        raise Malformed(f"a header of more than {limits.header_lines} lines")
    found: list[tuple[str, bytes]] = []
    for written in re.split(rb"\n(?![ \t])", block):
        match = _FIELD.match(written)
        if match is None:
            continue
        name, value = match[1].decode("ascii").lower(), match[2]
        if b"\n" in value:
            value = _FOLD.sub(b" ", value)
        _bound(name, value, limits)
        found.append((name, value.rstrip()))
    return Fields(tuple(found))


def _bound(name: str, value: bytes, limits: Limits) -> None:
    if len(value) <= limits.encoded_words:
        return
    if len(value) > limits.field_octets:
        raise Malformed(f"a {name} field of more than {limits.field_octets} octets")
    if value.count(b"=?") > 2 * limits.encoded_words:
        raise Malformed(f"a {name} field of more than {limits.encoded_words} encoded words")
    if name in _PARAMETERS and value.count(b";") > limits.parameters:
        raise Malformed(f"a {name} field of more than {limits.parameters} parameters")
    if name in _ADDRESSES and value.count(b"@") > limits.addresses:
        raise Malformed(f"a {name} field of more than {limits.addresses} addresses")
