"""A ZIP that is written piece by piece: the same files in the same order make the same octets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

_WHENEVER: Final = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first moment that a ZIP can tell; when it was made stands in the manifest
_READABLE: Final = 0o644 << 16
_UNIX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A file of the bundle, and what it is."""

    path: str
    sha256: str
    size: int
    what: str


class Box:
    """A ZIP in the making; ``packed`` tells of each file in the order in which they were put in."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self.packed: dict[str, Packed] = {}

    def __enter__(self) -> Self:
        """Begin to fill it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Write the table of what is in it."""
        self._zip.close()

    def put(self, path: str, pieces: Iterable[bytes], what: str) -> Packed:
        """Put a file in, a piece at a time; a path stands once."""
        assert path not in self.packed
        info = ZipInfo(path, _WHENEVER)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, _UNIX, _READABLE
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        packed = Packed(path=path, sha256=digest.hexdigest(), size=size, what=what)
        self.packed[path] = packed
        return packed
