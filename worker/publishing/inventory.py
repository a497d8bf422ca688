"""The list that lies with the pages in their folder, of what in it is ours: a ledger that forgot a page finds it there.

It is written as ``sha256sum`` does, names only what stands in public anyway, and is believed of no file but one that
has the octets it says, for anybody may have written it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from worker.publishing.folder import Folder
    from worker.records.sites import Written

NAME: Final = "onrecord.sha256"
LINE: Final = re.compile(r"([0-9a-f]{64})  (\S[^\n\0]*)")


def listed(files: Iterable[Written]) -> bytes:
    r"""Give the list of these files.

    >>> from worker.records.sites import Written
    >>> listed([Written(path="index.html", slug="", sha256="0f" * 32, size=3)])[60:]
    b'0f0f  index.html\n'
    """
    lines = sorted((file.path, file.sha256) for file in files)
    return "".join(f"{digest}  {path}\n" for path, digest in lines).encode(errors="replace")


def named(octets: bytes) -> Mapping[str, frozenset[str]]:
    r"""Give the paths that a list names, each with the sha256 it may have; what no list of ours says is left out.

    >>> named(b"0f" * 32 + b"  a/index.html\n" + b"0f" * 32 + b"  ../up\n" + b"half a li")  # doctest: +ELLIPSIS
    {'a/index.html': frozenset({'0f0f...'})}
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in octets.decode(errors="replace").split("\n"):
        if (told := LINE.fullmatch(line)) and not {"", ".", ".."} & set(told[2].split("/")):
            found[told[2]].add(told[1])
    return {path: frozenset(digests) for path, digests in found.items()}


def unknown(folder: Folder, known: Mapping[str, Written]) -> Iterator[tuple[str, str, int]]:
    """Yield what a folder's list names and nobody knows of, as far as it stands there: path, sha256 and size."""
    told = folder.octets(NAME) or b""
    if told == listed(known.values()):  # as the last run left it
        return
    for path, digests in named(told).items():
        if path in known or path == NAME or not folder.within(path):
            continue
        octets = folder.octets(path)
        if octets is not None and (digest := sha256(octets).hexdigest()) in digests:
            yield path, digest, len(octets)
