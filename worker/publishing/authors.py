"""Who a file says wrote it: what stands in the metadata of PDF and office files, as far as that lies open."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 1 << 20  # octets of a part that are read
PARTS: Final = ("docProps/core.xml", "meta.xml")  # of Office Open XML, and of OpenDocument
NAMED: Final = re.compile(
    rb"<(dc:creator|cp:lastModifiedBy|meta:initial-creator|pdf:Author)>(.{1,400}?)</\1>", re.DOTALL
)
TAG: Final = re.compile(r"<[^<>]{0,200}>")
WRITTEN: Final = re.compile(rb"/Author\s{0,9}(?:\(((?:[^\\()]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)", re.DOTALL)
ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def authors(octets: bytes) -> tuple[str, ...]:
    r"""Name those whom a file names as its authors, each once.

    >>> authors(rb"%PDF-1.4 1 0 obj << /Author (Jane \(JD\) Doe) >>"), authors(b"a,b")
    (('Jane (JD) Doe',), ())
    """
    if octets.startswith(b"%PDF"):
        found = (*in_pdf(octets), *in_xml(octets))
    elif octets.startswith(b"PK"):
        found = tuple(name for part in opened(octets) for name in in_xml(part))
    else:
        found = ()
    return tuple(dict.fromkeys(name for told in found if (name := " ".join(told.split()))))


def in_pdf(octets: bytes) -> Iterator[str]:
    """Yield the authors that a PDF names outside of what is compressed."""
    for plain, hexed in WRITTEN.findall(octets):
        digits = b"".join(hexed.split())
        told = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()) if hexed else ESCAPE.sub(unescaped, plain)
        yield told.decode("utf-16", "replace") if told[:2] == b"\xfe\xff" else told.decode("latin-1")


def unescaped(found: re.Match[bytes]) -> bytes:
    """Give what an escape in a string of a PDF stands for."""
    told = found[1]
    return bytes([int(told, 8) & 0xFF]) if told.isdigit() and told < b"8" else told


def in_xml(octets: bytes) -> Iterator[str]:
    """Yield the authors that metadata in XML name."""
    for _, told in NAMED.findall(octets):
        yield TAG.sub(" ", told.decode(errors="replace"))


def opened(octets: bytes) -> Iterator[bytes]:
    """Yield the parts of an office file that tell of it."""
    try:
        with ZipFile(BytesIO(octets)) as whole:
            for name in PARTS:
                if name in whole.namelist():
                    with whole.open(name) as part:
                        yield part.read(MOST)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return
