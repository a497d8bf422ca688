"""The files that were released with the entries of a page: taken from the archive, pictures without what they hide."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from worker.mail.octets.file_content import file_content
from worker.pages.files import place
from worker.publication.attachable import PICTURES, attachable, type_of
from worker.publishing.picture import picture, pictured
from worker.records import archive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from worker.correspondence import Correspondence
    from worker.pages.page import Page
    from worker.pages.shown import File
    from worker.records.database import Connection

log = logging.getLogger(__name__)

DIGITS = 10  # of a sha256 in the log


def with_files(
    page: Page, load: Callable[[str, str], bytes | None], standing: Mapping[str, int]
) -> tuple[Page, dict[str, bytes | None]]:
    """Give a page with the files that can be public, each as large as it stands there, and their octets by path.

    ``load`` gives the octets of a file by the entry's anchor and its sha256; those of a path in ``standing`` stand
    there already, as large as that says, and are None here.
    """
    octets: dict[str, bytes | None] = {}
    entries = []
    for entry in page.entries:
        kept = []
        for file in entry.attachments:
            path = f"{page.slug}/{place(file)}"
            if path not in octets:
                octets[path] = None if path in standing else public(file, load(entry.anchor, file.sha256))
            found = octets[path]
            if found is None and path not in standing:
                what = entry.anchor, file.name, file.sha256[:DIGITS]
                log.warning("a released file can't be public, entry=%s file=%r sha256=%s", *what)
                del octets[path]
            else:
                size = standing[path] if found is None else len(found)
                kept.append(replace(file, size=size, type=type_of(file.name)))
        entries.append(replace(entry, attachments=tuple(kept)) if entry.attachments else entry)
    return replace(page, entries=tuple(entries)), octets


def public(file: File, octets: bytes | None) -> bytes | None:
    """Give what may be public of a file, None for nothing."""
    if octets is None or not attachable(file.name):
        return None
    if pictured(octets) or file.type.startswith("image/") or PurePosixPath(file.name).suffix in PICTURES:
        return picture(octets)
    return octets


def from_archive(connection: Connection, record: Correspondence) -> Callable[[str, str], bytes | None]:
    """Give what loads a file of a record's entry from the mails that brought it."""
    sources = {f"e-{entry.id}": [source.sha256 for source in entry.sources] for entry in record.entries}

    def load(anchor: str, sha256: str) -> bytes | None:
        contents = (file_content(archive.octets(connection, mail), sha256) for mail in sources.get(anchor, ()))
        return next((found for found in contents if found is not None), None)

    return load
