"""The parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2231)."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from worker.mail.octets.charset import decoded
from worker.mail.octets.words import unstructured

_PARAMETER = re.compile(rb";\s*+([^\s=;]{1,100})\s*+=\s*+(?:\"((?:[^\"\\]|\\.)*+)\"|([^;]*+))", re.DOTALL)
_ESCAPED = re.compile(rb"\\([\"\\])")
_SECTION = re.compile(r"([^*]+)(?:\*([0-9]{1,3}))?(\*?)")


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Give the value itself in lower case, and its parameters decoded, the first of each name.

    >>> parameters(b"text/plain; charset=utf-8; name*0*=utf-8''%E2%82%AC; name*1=.txt")
    ('text/plain', {'charset': 'utf-8', 'name': '€.txt'})
    """
    head = value.split(b";", 1)[0]
    given: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[bytes, bool]]] = {}
    if len(head) < len(value):
        for match in _PARAMETER.finditer(value, len(head)):
            octets = match[3].strip() if match[2] is None else _ESCAPED.sub(rb"\1", match[2])
            name = match[1].decode("latin-1").lower()
            section = _SECTION.fullmatch(name) if "*" in name else None
            if section is None:
                given.setdefault(name, unstructured(octets))
            else:
                numbered = sections.setdefault(section[1], {})
                numbered.setdefault(int(section[2] or 0), (octets, bool(section[3])))
    for name, numbered in sections.items():
        given[name] = _joined(numbered)
    return decoded(head).strip().lower(), given


def _joined(numbered: dict[int, tuple[bytes, bool]]) -> str:
    charset, octets = "", b""
    for number in sorted(numbered):
        section, extended = numbered[number]
        if extended:
            if number == min(numbered) and section.count(b"'") > 1:
                label, _, section = section.split(b"'", 2)
                charset = label.decode("ascii", "replace")
            section = unquote_to_bytes(section)
        octets += section
    return decoded(octets, charset)
