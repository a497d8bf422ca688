"""Files and folders that only their owner may read, whatever the umask; those that are there stay as they are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = 0o600
FOLDER: Final = 0o700


def private_folder(path: Path) -> None:
    """Make a folder, where there is none, that is its owner's alone."""
    path.mkdir(FOLDER, parents=True, exist_ok=True)


def private_file(path: Path, octets: bytes = b"") -> None:
    """Write octets to a file; one that is made for it is its owner's alone."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, FILE)) as file:
        file.write(octets)


def reserve(path: Path) -> None:
    """Make an empty file that is its owner's alone, unless something is there."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))
    except OSError:
        return  # it is there, or can't be made, which whoever opens it is told in better words
