"""One run of the press: records are rendered and written in batches, each committed when it stands."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from worker.errors import Refused
from worker.pages.head import read
from worker.pages.site_files import shared_files
from worker.publishing.folder import Folder
from worker.publishing.rendering import rendered
from worker.publishing.still_public import still_public
from worker.records import freshness, sites
from worker.records.database import reading, writing
from worker.records.sites import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from worker.publication.record import Publication
    from worker.publishing.edition import Edition
    from worker.records.database import Engine
    from worker.records.freshness import Stale

FOREIGN = (
    "{file} is none of this ledger's pages: empty the folder or name another; where it is, as after an older back-up "
    "of the database was restored, 'onrecord publish --take-over' writes over it"
)
VERSION = version("onrecord")  # another makes the files of entries anew: it may know of more that they hide
SHARED = ""  # the slug of files that tell of all records


class Printing:
    """What a run knows of the folder and of the manifest, and what it did."""

    def __init__(  # noqa: PLR0913 - the same
        self,
        engine: Engine,
        out: Path,
        edition: Edition,
        *,
        number: int,
        by: str,
        still_ours: Callable[[], None],
        take_over: bool,
    ) -> None:
        self.engine, self.edition, self.number, self.by, self.still_ours = engine, edition, number, by, still_ours
        self.take_over = take_over
        self.folder = Folder(out)
        with reading(engine) as connection:
            self.manifest = sites.manifest(connection, number)
            self.in_step = sites.shared_by(connection, number) == by
        if not self.manifest:
            self.require_ours(shared_files((), edition.site))
        self.broken = {
            path for path, file in self.manifest.items() if self.folder.stamp(path) != (file.size, file.changed_at)
        }
        self.paths: dict[str, set[str]] = {}
        for path, file in self.manifest.items():
            self.paths.setdefault(file.slug, set()).add(path)
        self.written = self.removed = self.records = 0
        self.failed: set[str] = set()

    def damaged(self) -> set[str]:
        """Give the records of which a file is not as it was written."""
        return {self.manifest[path].slug for path in self.broken} - {SHARED}

    def clear(self) -> None:
        """Take away what tells of records that there are no more."""
        with reading(self.engine) as connection:
            gone = sites.gone(connection, self.number)
        if gone:
            self.out_of_step()
            self.remove(path for slug in gone for path in self.paths.get(slug, ()))
            with writing(self.engine) as connection:
                sites.keep_heads(connection, self.number, dict.fromkeys(gone), version=VERSION)

    def print(self, batch: Sequence[Stale]) -> None:
        """Render records, take away what is public no more, then write what changed."""
        slugs = [one.slug for one in batch]
        with reading(self.engine) as connection:
            made = sites.made_by(connection, self.number, VERSION, slugs)
            standing = {
                path: self.manifest[path].size for slug in made for path in self.paths.get(slug, set()) - self.broken
            }
            pages = {page.slug: page for page in rendered(connection, slugs, self.edition, standing)}
        failed = {page.slug: page.unless for page in pages.values() if page.unless}
        standing_on = {slug for slug, decided in failed.items() if self.may_stand(slug, decided)}
        pages = {slug: page for slug, page in pages.items() if slug not in standing_on}
        self.failed |= failed.keys()
        self.out_of_step()
        files = {path: octets for page in pages.values() for path, octets in page.files.items()}
        self.remove(path for s in set(slugs) - standing_on for path in self.paths.get(s, set()) - files.keys())
        of = {path: page.slug for page in pages.values() for path in page.files}
        self.write({path: octets for path, octets in files.items() if octets is not None}, of)
        with writing(self.engine) as connection:
            heads = {slug: page.head for slug, page in pages.items()}
            sites.keep_heads(connection, self.number, heads, version=VERSION)
            done = [(one, pages[one.slug].until) for one in batch if one.slug in pages.keys() - failed.keys()]
            freshness.settle(connection, done, by=self.by)
        self.records += len(batch) - len(failed)

    def may_stand(self, slug: str, decided: Publication) -> bool:
        """Tell whether what stands of a record, or that nothing does, is as people decided."""
        paths = self.paths.get(slug, set())
        data = None if paths & self.broken else self.folder.octets(f"{slug}/record.json")
        return not paths or still_public(data, decided, self.edition.now)

    def share(self) -> None:
        """Write what tells of all records, if any of them changed."""
        if self.in_step and not any(self.manifest[path].slug == SHARED for path in self.broken & self.manifest.keys()):
            return
        with writing(self.engine) as connection:
            sites.note_shared(connection, self.number, "")
        with reading(self.engine) as connection:
            stored = sites.heads(connection, self.number)
        site = self.edition.site
        files = shared_files(read(stored, newest=site.newest_feed), site)
        self.remove(self.paths.get(SHARED, set()) - files.keys())
        self.write(files, dict.fromkeys(files, SHARED))
        with writing(self.engine) as connection:
            sites.settle_shared(connection, self.number, self.by)
        self.in_step = True

    def out_of_step(self) -> None:
        """Note, before a record changes, that the files that tell of all are to be written again."""
        if self.in_step:
            with writing(self.engine) as connection:
                sites.note_shared(connection, self.number, "")
            self.in_step = False

    def remove(self, paths: Iterable[str]) -> None:
        """Take files away that we wrote, and then forget them."""
        self.still_ours()
        gone = sorted(paths)
        for path in gone:
            self.folder.sweep(path)
            if self.ours(self.manifest[path]):
                self.folder.remove(path)
                self.removed += 1
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
        for path, file in due.items():
            size, changed_at = self.folder.write(path, files[path])
            due[path] = replace(file, size=size, changed_at=changed_at, ours=True)
        self.keep(due)
        self.written += len(due)
        self.broken -= due.keys()

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
