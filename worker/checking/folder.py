"""A folder that the service writes into: it can be written, or made where there is none yet."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from worker.checking.finding import Finding, works, wrong

if TYPE_CHECKING:
    from pathlib import Path


def told(what: str, folder: Path, key: str) -> Finding:
    """Say whether a folder can be written; ``key`` names it in the configuration."""
    if writable(folder):
        return works(what, f"{folder} can be written")
    return wrong(what, f"{folder} can't be written: let the service's user own it, or change {key}")


def writable(folder: Path) -> bool:
    """Tell whether something can be made in a folder, or in the nearest one above it that there is, by making it."""
    try:
        nearest = next(above for above in (folder, *folder.parents) if above.exists())
        with TemporaryDirectory(prefix=".", dir=nearest):
            return True
    except OSError:  # also where nobody may look whether there is one
        return False
