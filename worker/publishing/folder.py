"""The folder of a site: files come and go in one step each, and half a file is never seen."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from worker.errors import Transient

if TYPE_CHECKING:
    from pathlib import Path


class Folder:
    """The folder that a web server or a bucket shows to the world."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def write(self, path: str, octets: bytes) -> tuple[int, int]:
        """Let a file stand with these octets, and give its size and when the file system says that it changed.

        Nothing waits for the disk: a file that a power cut left short is told by its size, and written again.
        """
        file, half = self.out / path, self.half(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Anew, so that no link which stands under its name is followed.
            half.unlink(missing_ok=True)
            with half.open("xb") as written:
                written.write(octets)
            half.replace(file)
            return self.stamp(path) or (0, 0)
        except OSError as error:
            raise unwritable(file, error) from error

    def append(self, path: str, octets: bytes) -> None:
        """Let a file go on with these octets."""
        file = self.out / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.is_symlink():
                file.unlink()
            with file.open("ab") as written:
                written.write(octets)
        except OSError as error:
            raise unwritable(file, error) from error

    def within(self, path: str) -> bool:
        """Tell whether a file stands in the folder itself: no link leads to it, or out of here."""
        file = self.out / path
        try:
            return file.is_file() and not file.is_symlink() and file.resolve() == self.out.resolve() / path
        except (OSError, ValueError, RuntimeError):
            return False

    def remove(self, path: str) -> None:
        """Take a file away, and folders that are empty then."""
        file = self.out / path
        try:
            file.unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise unwritable(file, error) from error
        for folder in list(file.parents)[: path.count("/")]:
            with suppress(OSError):
                folder.rmdir()

    def sweep(self, path: str) -> None:
        """Take away what a crash left half written of a file."""
        with suppress(OSError):
            self.half(path).unlink()

    def stamp(self, path: str) -> tuple[int, int] | None:
        """Give a file's size and when it changed, None where there is none."""
        try:
            found = os.stat(f"{self.out}/{path}")  # noqa: PTH116 - thousands of them at each publish
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise unwritable(self.out / path, error) from error
        return found.st_size, found.st_mtime_ns

    def octets(self, path: str) -> bytes | None:
        """Give what a file holds, None where there is none."""
        try:
            return (self.out / path).read_bytes()
        except OSError:
            return None

    def half(self, path: str) -> Path:
        """Name a file while it is written: always the same, so that what a crash left is found."""
        file = self.out / path
        return file.with_name(f".{file.name}.onrecord")


def unwritable(file: Path, error: OSError) -> Transient:
    """Tell in one line that a file can't be written."""
    return Transient(f"the pages can't be written: {error.filename or file}: {error.strerror}")
