"""What of ours a folder holds, as the ledger and the folder's own list tell, and how it comes and goes."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.publishing.folder import Folder
from worker.publishing.inventory import NAME, listed, unknown
from worker.records import sites
from worker.records.database import reading, writing
from worker.records.sites import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from worker.records.database import Engine

FOREIGN = (
    "{file} is none of this ledger's pages: empty the folder or name another; where it is, as after an older back-up "
    "of the database was restored, 'onrecord publish --take-over' writes over it, and removes what else that site left"
)
SHARED = ""  # the slug of files that tell of all records


class Holdings:
    """The files of a site: each is written down, here and in its folder, before it is written."""

    def __init__(  # noqa: PLR0913 - the same
        self,
        engine: Engine,
        out: Path,
        number: int,
        *,
        shared: Callable[[], Mapping[str, bytes]],
        still_ours: Callable[[], None],
        take_over: bool,
    ) -> None:
        self.engine, self.number, self.still_ours, self.take_over = engine, number, still_ours, take_over
        self.folder = Folder(out)
        self.written: set[str] = set()
        self.removed: set[str] = set()
        self.paths: dict[str, set[str]] = {}
        with reading(engine) as connection:
            self.manifest = sites.manifest(connection, number)
        if not self.manifest:
            self.require_ours(shared())
        for path, file in self.manifest.items():
            self.paths.setdefault(file.slug, set()).add(path)
        self.broken = {
            path for path, file in self.manifest.items() if self.folder.stamp(path) != (file.size, file.changed_at)
        }
        self.adopt()

    def adopt(self) -> None:
        """Take over what the folder names as ours and the ledger does not know: it was copied, or is newer than that.

        It counts as spoilt, so that its record is rendered again; what of it is not public goes.
        """
        found = {
            path: Written(
                path=path, slug=path.rpartition("/")[0].partition("/")[0], sha256=digest, size=size, ours=True
            )
            for path, digest, size in unknown(self.folder, self.manifest)
        }
        self.keep(found)
        self.broken |= found.keys()

    def damaged(self) -> set[str]:
        """Give the records of which a file is not as it was written."""
        return {self.manifest[path].slug for path in self.broken} - {SHARED}

    def sound(self, slugs: Iterable[str]) -> dict[str, int]:
        """Give the files of records that stand as they were written, with their sizes."""
        return {path: self.manifest[path].size for slug in slugs for path in self.of(slug) - self.broken}

    def of(self, slug: str) -> set[str]:
        """Give the paths of a record's files."""
        return self.paths.get(slug, set())

    def remove(self, paths: Iterable[str]) -> None:
        """Take files away that we wrote, and then forget them."""
        self.still_ours()
        gone = sorted(paths)
        for path in gone:
            self.folder.sweep(path)
            if self.ours(self.manifest[path]):
                self.folder.remove(path)
                self.removed.add(path)
        if gone:
            with writing(self.engine) as connection:
                sites.forget(connection, self.number, gone)
        for path in gone:
            file = self.manifest.pop(path)
            self.paths[file.slug].discard(path)
            self.broken.discard(path)

    def ours(self, file: Written) -> bool:
        """Tell whether a file is one that we wrote: the manifest says so, or a run ended before it could."""
        if file.ours:
            return True
        octets = self.folder.octets(file.path)
        return octets is None or sha256(octets).hexdigest() == file.sha256

    def write(self, files: Mapping[str, bytes], of: Mapping[str, str]) -> None:
        """Write the files whose octets changed, or that somebody else changed; each is written down before."""
        due = {}
        self.require_ours(files)
        for path, octets in files.items():
            digest, known = sha256(octets).hexdigest(), self.manifest.get(path)
            if known is None or known.sha256 != digest or path in self.broken:
                ours = known is not None and known.ours
                due[path] = Written(path=path, slug=of[path], sha256=digest, size=len(octets), ours=ours)
        self.still_ours()
        self.keep(due)
        if due:
            self.folder.append(NAME, b"\n" + listed(due.values()))
        for path, file in due.items():
            size, changed_at = self.folder.write(path, files[path])
            due[path] = replace(file, size=size, changed_at=changed_at, ours=True)
        self.keep(due)
        self.written |= due.keys()
        self.broken -= due.keys()

    def list(self) -> None:
        """Let the folder's own list name what stands there, and nothing else."""
        octets = listed(self.manifest.values())
        if octets != self.folder.octets(NAME):
            self.still_ours()
            self.folder.write(NAME, octets)
            self.written.add(NAME)

    def require_ours(self, files: Mapping[str, bytes]) -> None:
        """Refuse to write over files that the manifest does not know, unless this run is to take them over."""
        for path in () if self.take_over else files.keys() - self.manifest.keys():
            octets = self.folder.octets(path) if self.folder.stamp(path) else files[path]
            if octets == files[path]:
                continue
            with reading(self.engine) as connection:
                if not sites.wrote(connection, path, sha256(octets or b"").hexdigest()):
                    raise Refused(FOREIGN.format(file=self.folder.out / path))

    def keep(self, files: Mapping[str, Written]) -> None:
        """Write files down, as they are to be or as they are."""
        if files:
            with writing(self.engine) as connection:
                sites.keep(connection, self.number, files.values(), self.manifest)
            self.manifest.update(files)
            for path, file in files.items():
                self.paths.setdefault(file.slug, set()).add(path)
