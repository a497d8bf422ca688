"""Where a released attachment stands in the site."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.pages.shown import File

DIGITS: Final = 16  # of the sha256, so that two files of one name stand beside each other
KILO: Final = 1000


def place(file: File) -> str:
    """Give the path of an attachment within the folder of its record."""
    return f"files/{file.sha256[:DIGITS]}/{file.name}"


def href(file: File) -> str:
    """Give that path as a page links to it."""
    return quote(place(file))


def called(file: File) -> str:
    """Call the type of a file as people do, if they do."""
    return _kinds().get(file.type.lower(), file.type)


@cache
def _kinds() -> Mapping[str, str]:
    return tomllib.loads(files("worker.pages").joinpath("labels", "file_types.toml").read_text(encoding="utf-8"))


def size(octets: int) -> str:
    """Write a number of octets as people read it.

    >>> size(999), size(48_200), size(3_100_000)
    ('999 bytes', '48 KB', '3.1 MB')
    """
    if octets < KILO:
        return f"{octets} bytes"
    return f"{octets // KILO} KB" if octets < KILO * KILO else f"{octets / KILO / KILO:.1f} MB"
