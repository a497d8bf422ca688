"""The gate: what parts a mail has and where they lie in its octets (RFC 2046), in one bounded pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.errors import Malformed
from worker.mail.octets.charset import line
from worker.mail.octets.fields import Fields, fields
from worker.mail.octets.limits import LIMITS, Limits
from worker.mail.octets.parameters import parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

# A byte order mark, and the line an mbox puts on top.
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:>?From [^\r\n]*(?:\r\n|\r|\n))?")
_BLANK = re.compile(rb"\r\n\r\n|\n\r?\n|\r\r")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
# One of these stands on anything a mail server ever touched or a client wrote.
_MAIL = frozenset(
    "from to cc subject date message-id received return-path delivered-to reply-to sender mime-version content-type "  # noqa: SIM905 - a table of words
    "x-original-to envelope-to resent-from in-reply-to references".split()
)
_BOUNDARY_LENGTH = 200  # RFC 2046 allows 70
_REST = re.compile(rb"(--)?[ \t]*(?:\r\n|\r|\n|\Z)")  # of a delimiter line
_FEW = 1_000  # below, a search by hand is faster than compiling a pattern for this one boundary


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A body part: what its header says, and where its content stands in the octets."""

    type: str
    parameters: dict[str, str]
    disposition: str
    filename: str
    content_id: str
    encoding: str
    start: int
    end: int
    depth: int
    parent: int  # index of the multipart around it; -1 for the mail itself

    @property
    def multipart(self) -> bool:
        """Tell whether other parts stand in this one."""
        return self.type.startswith("multipart/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The fields of a mail, and its parts from top to bottom, each multipart before its own."""

    fields: Fields
    parts: tuple[Part, ...]


def structure(octets: bytes, limits: Limits = LIMITS) -> Structure:
    """Find the header and the parts of a mail; ``Malformed`` if it exceeds a limit or is no mail at all."""
    if len(octets) > limits.octets:
        raise Malformed(f"a mail of more than {limits.octets} octets")
    lead = _LEAD.match(octets)
    start = lead.end() if lead else 0
    header, body = _header(octets, start, len(octets), limits)
    own = fields(header, limits)
    if not any(name in _MAIL for name, _ in own.items):
        raise Malformed("no mail: none of the header fields of a mail")
    parts = [_part(own, (body, len(octets)), -1, None)]
    for index in range(limits.parts):
        if index == len(parts):
            break
        if parts[index].multipart:
            _divide(octets, parts, index, limits)
    return Structure(fields=own, parts=tuple(parts))


def _divide(octets: bytes, parts: list[Part], index: int, limits: Limits) -> None:
    around = parts[index]
    spans = _spans(octets, around, limits.parts)
    if not spans:
        parts[index] = _plain(around)
        return
    if around.depth >= limits.depth:
        raise Malformed(f"parts nested more than {limits.depth} deep")
    if len(parts) + len(spans) > limits.parts:
        raise Malformed(f"more than {limits.parts} parts")
    within: list[Part] = []
    for start, end in spans:
        header, body = _header(octets, start, end, limits)
        within.append(_part(fields(header, limits), (body, end), index, around))
    parts[index + 1 : index + 1] = within


def _spans(octets: bytes, around: Part, most: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begun = -1
    for start, end, last in _delimiters(octets, around):
        if begun >= 0:
            spans.append((begun, _line_before(octets, begun, start)))
        if last:
            return spans
        begun = end
        if len(spans) > most:
            return spans
    if begun >= 0:
        spans.append((begun, around.end))
    return spans


def _delimiters(octets: bytes, around: Part) -> Iterator[tuple[int, int, bool]]:
    boundary = around.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
    if not boundary or len(boundary) > _BOUNDARY_LENGTH:
        return
    mark = b"--" + boundary
    if octets.count(mark, around.start, around.end) > _FEW:
        # The literal stands first, for that makes the search fast; only then that it begins a line.
        escaped = re.escape(mark)
        delimiter = re.compile(b"%b(?<=[\r\n]%b)(--)?[ \t]*(?:\r\n|\r|\n|\\Z)" % (escaped, escaped))
        for match in delimiter.finditer(octets, around.start, around.end):
            yield match.start(), match.end(), bool(match[1])
        return
    at = octets.find(mark, around.start, around.end)
    while at >= 0:
        rest = _REST.match(octets, at + len(mark), around.end)
        if rest and octets[at - 1] in b"\r\n":
            yield at, rest.end(), bool(rest[1])
        at = octets.find(mark, at + len(mark), around.end)


def _line_before(octets: bytes, start: int, end: int) -> int:
    # The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1).
    if octets[end - 2 : end] == b"\r\n":
        end -= 1
    return max(start, end - 1)


def _header(octets: bytes, start: int, end: int, limits: Limits) -> tuple[bytes, int]:
    if octets[start : start + 1] in {b"\r", b"\n"}:
        return b"", min(end, start + (2 if octets[start : start + 2] == b"\r\n" else 1))
    blank = _BLANK.search(octets, start, min(end, start + limits.header_octets + 4))
    if blank:
        return octets[start : blank.start()], blank.end()
    if end - start > limits.header_octets:
        raise Malformed(f"a header block of more than {limits.header_octets} octets")
    return octets[start:end], end


def _part(own: Fields, span: tuple[int, int], parent: int, around: Part | None) -> Part:
    given = own.first("content-type")
    kind, params = parameters(given) if given else ("", {})
    if not _TYPE.fullmatch(kind):
        kind = "message/rfc822" if around and around.type == "multipart/digest" else "text/plain"
    written = own.first("content-disposition")
    disposition, disposed = parameters(written) if written else ("", {})
    return Part(
        type=kind,
        parameters=params,
        disposition=disposition,
        filename=line(disposed.get("filename") or params.get("name") or ""),
        content_id=line(own.text("content-id")).strip("<> ") if "content-id" in own else "",
        encoding=own.text("content-transfer-encoding").strip().lower() if "content-transfer-encoding" in own else "",
        start=span[0],
        end=span[1],
        depth=around.depth + 1 if around else 0,
        parent=parent,
    )


def _plain(around: Part) -> Part:
    # A multipart without its boundary is read as what it then is: text.
    return replace(around, type="text/plain", disposition="", filename="")
