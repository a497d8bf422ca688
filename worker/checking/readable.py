"""What is secret and lies in a file: whether others on the machine may read it."""

from __future__ import annotations

from stat import S_IROTH, S_IXOTH
from typing import TYPE_CHECKING, Final

from worker.checking.finding import Finding, beware

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOUNTED: Final = "/run/secrets"  # into a container, where nobody else is


def told(files: Mapping[str, Path]) -> Iterator[Finding]:
    """Yield a warning for each file, by what names it, that anybody on this machine may read."""
    for what, file in files.items():
        if by_others(file):
            yield beware(what, f"anybody on this machine may read {file}: chmod o-rwx {file}")


def by_others(file: Path) -> bool:
    """Tell whether others may read a file: it lets them, and so does every folder above it."""
    try:
        real = file.resolve(strict=True)
        if real.is_relative_to(MOUNTED) or not real.is_file():
            return False
        return bool(real.stat().st_mode & S_IROTH) and all(above.stat().st_mode & S_IXOTH for above in real.parents)
    except OSError:  # who can't be read at all is told elsewhere
        return False
