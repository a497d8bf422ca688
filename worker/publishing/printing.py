"""One run of the press: records are rendered and written in batches, each committed when it stands."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from worker.pages.head import read
from worker.pages.site_files import shared_files
from worker.publishing.holdings import SHARED, Holdings
from worker.publishing.rendering import rendered
from worker.publishing.still_public import still_public
from worker.records import freshness, sites
from worker.records.database import reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from worker.publication.record import Publication
    from worker.publishing.edition import Edition
    from worker.records.database import Engine
    from worker.records.freshness import Stale

VERSION = version("onrecord")  # another makes the files of entries anew: it may know of more that they hide


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
        self.engine, self.edition, self.number, self.by = engine, edition, number, by
        shared = partial(shared_files, (), edition.site)  # asked for where nothing was ever written
        self.files = Holdings(engine, out, number, shared=shared, still_ours=still_ours, take_over=take_over)
        with reading(engine) as connection:
            self.in_step = sites.shared_by(connection, number) == by
        self.records = 0
        self.failed: set[str] = set()

    def clear(self) -> None:
        """Take away what tells of records that there are no more."""
        with reading(self.engine) as connection:
            gone = sites.gone(connection, self.number)
        if gone:
            self.out_of_step()
            self.files.remove(path for slug in gone for path in self.files.of(slug))
            with writing(self.engine) as connection:
                sites.keep_heads(connection, self.number, dict.fromkeys(gone), version=VERSION)

    def print(self, batch: Sequence[Stale]) -> None:
        """Render records, take away what is public no more, then write what changed."""
        slugs = [one.slug for one in batch]
        with reading(self.engine) as connection:
            made = sites.made_by(connection, self.number, VERSION, slugs)
            standing = self.files.sound(made)
            pages = {page.slug: page for page in rendered(connection, slugs, self.edition, standing)}
        failed = {page.slug: page.unless for page in pages.values() if page.unless}
        standing_on = {slug for slug, decided in failed.items() if self.may_stand(slug, decided)}
        pages = {slug: page for slug, page in pages.items() if slug not in standing_on}
        self.failed |= failed.keys()
        self.out_of_step()
        files = {path: octets for page in pages.values() for path, octets in page.files.items()}
        self.files.remove(path for s in set(slugs) - standing_on for path in self.files.of(s) - files.keys())
        of = {path: page.slug for page in pages.values() for path in page.files}
        self.files.write({path: octets for path, octets in files.items() if octets is not None}, of)
        with writing(self.engine) as connection:
            heads = {slug: page.head for slug, page in pages.items()}
            sites.keep_heads(connection, self.number, heads, version=VERSION)
            done = [(one, pages[one.slug].until) for one in batch if one.slug in pages.keys() - failed.keys()]
            freshness.settle(connection, done, by=self.by)
        self.records += len(batch) - len(failed)

    def may_stand(self, slug: str, decided: Publication) -> bool:
        """Tell whether what stands of a record, or that nothing does, is as people decided."""
        paths = self.files.of(slug)
        data = None if paths & self.files.broken else self.files.folder.octets(f"{slug}/record.json")
        return not paths or still_public(data, decided, self.edition.now)

    def share(self) -> None:
        """Write what tells of all records, if any of them changed."""
        if self.in_step and not self.files.of(SHARED) & self.files.broken:
            return
        with writing(self.engine) as connection:
            sites.note_shared(connection, self.number, "")
        with reading(self.engine) as connection:
            stored = sites.heads(connection, self.number)
        site = self.edition.site
        files = shared_files(read(stored, newest=site.newest_feed), site)
        self.files.remove(self.files.of(SHARED) - files.keys())
        self.files.write(files, dict.fromkeys(files, SHARED))
        with writing(self.engine) as connection:
            sites.settle_shared(connection, self.number, self.by)
        self.in_step = True

    def out_of_step(self) -> None:
        """Note, before a record changes, that the files that tell of all are to be written again."""
        if self.in_step:
            with writing(self.engine) as connection:
                sites.note_shared(connection, self.number, "")
            self.in_step = False
