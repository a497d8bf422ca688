"""Where a text tells a mail address, as written for machines (RFC 5322 3.4.1) or for people: "jo (at) mill.example"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from worker.pages.links import links

if TYPE_CHECKING:
    from collections.abc import Iterator

# Found by their "@" and read outwards, each way by a bounded step: nothing is tried twice.
_AT: Final = re.compile(r"[@\uff20\ufe6b]|%40|&#64;|\s?[\[({<]\s?at\s?[\])}>]\s?", re.IGNORECASE)
_LOCAL: Final = re.compile(r"""[\w.!#$%&'*+/=?^`{|}~-]{1,128}\Z""")
_QUOTED: Final = re.compile(r'"[^"\n]{1,128}"\Z')
_DOMAIN: Final = re.compile(r"(?:[\w.-]|\s?[\[({<]\s?dot\s?[\])}>]\s?){1,255}|\[[\w.:]{1,80}\]", re.IGNORECASE)
# As mail clients break it over two lines: beside the "@", or at the only point of the domain.
_BREAK: Final = r"[ \t\u00a0]{0,2}\n[ \t\u00a0]{0,3}"
_LABEL: Final = r"[\w-]{1,63}"
_ENDED: Final = re.compile(rf"{_BREAK}\Z")
_WRAPPED: Final = re.compile(
    rf"{_BREAK}{_LABEL}(?:\.{_LABEL}){{1,8}}|{_LABEL}(?:\.{_BREAK}|{_BREAK}\.){_LABEL}(?:\.{_LABEL}){{0,8}}"
)
_BEFORE: Final = 130
_CLOSING: Final = ".-_"
_PARTING: Final = "/?&=#"  # of a link: what stands behind is the "@handle" of a page


def mail_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each mail address starts and ends, all of a link that holds one; a bare "@handle" is none."""
    around = tuple(links(text))
    for start, at, end in _addresses(text):
        place = bisect_right(around, start, key=lambda link: link[0])
        begins, ends = around[place - 1] if place else (0, 0)
        if start >= ends:
            yield start, end
        elif text[at - 1] not in _PARTING:
            yield begins, max(end, ends)


def _addresses(text: str) -> Iterator[tuple[int, int, int]]:
    for at in _AT.finditer(text):
        from_ = max(0, at.start() - _BEFORE)
        domain = _WRAPPED.match(text, at.end()) or _DOMAIN.match(text, at.end())
        if not domain or not domain.group().strip(_CLOSING):
            continue
        before = text[from_ : at.start()]
        if "." in domain.group().strip(_CLOSING):
            before = _ENDED.sub("", before)
        if local := _LOCAL.search(before) or _QUOTED.search(before):
            yield from_ + local.start(), at.start(), domain.start() + len(domain.group().rstrip(_CLOSING))
