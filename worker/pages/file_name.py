"""The name under which an attachment stands in public."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from worker.pages.legible import in_a_line
from worker.pages.redact import covers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.publication.rule import Rule

_KEPT: Final = re.compile(r"[^\w()-]+")  # no point either: a web server may act on every suffix of "a.php.txt"
_BETWEEN: Final = re.compile(r"[\W_]+")  # what stands for a space in a name: "jane-doe", "Jane.Doe"
_LONGEST: Final = 80
_SUFFIX: Final = re.compile(r"\.\w{1,8}$")


def file_name(written: str, rules: Iterable[Rule], *, slug: str, entry: str, number: int) -> str:
    """Clean a name: no folder, nothing a file system or an address trips over, and nothing that is not public."""
    name = in_a_line(written).replace("\\", "/").rpartition("/")[2]
    suffix = found.group().lower() if (found := _SUFFIX.search(name)) else ""
    stem = name[: len(name) - len(suffix)]
    spaced = _BETWEEN.sub(" ", unquote(stem))
    if any(covers(way, rules, slug=slug, entry=entry) for way in (name, unquote(name), spaced)):
        return f"attachment-{number}{suffix}"
    stem = _KEPT.sub("-", stem).strip("-_")[:_LONGEST]
    return f"{stem or f'attachment-{number}'}{suffix}"
