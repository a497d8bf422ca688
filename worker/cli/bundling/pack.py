"""A record packed: its mail, files, ledger, journal and page, then the manifest that names them all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from worker.cli import export_csv, export_json
from worker.cli.bundling.box import Box
from worker.cli.bundling.decided import decided
from worker.cli.bundling.mails import mails
from worker.cli.bundling.manifest import Heading, for_people, for_programs
from worker.cli.bundling.pdf import pdf
from worker.pages.site_files import record_files, shared_files
from worker.pages.theme import ICON, SCRIPT, STYLE
from worker.publishing.files import from_archive, with_files

if TYPE_CHECKING:
    from datetime import datetime

    from worker.correspondence import Correspondence
    from worker.deadlines.calendar import Calendar
    from worker.mail.newsroom import Newsroom
    from worker.pages.page import Page
    from worker.pages.shown import Shown
    from worker.pages.site import Site
    from worker.publication.record import Publication
    from worker.records.database import Connection

UNRELEASED = "the page: nothing of this record is public"
BESIDE = (STYLE, SCRIPT, ICON)  # what a page loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is packed: a record as it stands at a moment, what was decided of it, and its page where it has one."""

    record: Correspondence
    publication: Publication
    page: Page | None
    site: Site
    newsroom: Newsroom
    calendar: Calendar
    now: datetime


def pack(out: IO[bytes], contents: Contents, connection: Connection) -> tuple[str, ...]:
    """Write the bundle, a mail at a time, and tell what could not be put in."""
    record, now = contents.record, contents.now
    with Box(out) as box:
        told = list(mails(box, record, connection, contents.newsroom))
        ledger = export_json.pieces([(record, contents.publication)], (), (), calendar=contents.calendar, now=now)
        box.put("ledger.json", ledger, "the record as data, as `onrecord export` gives it")
        rows = export_csv.rows([(record, contents.publication)], calendar=contents.calendar, now=now)
        box.put("ledger.csv", rows, "the record as a table")
        lines = export_json.listed(decided(connection, record, contents.publication))
        box.put("journal.json", (b"[", *lines, b"]\n"), "what people decided of the record, who and why")
        missing = page(box, contents, connection)
        head = Heading(record=record, newsroom=contents.newsroom.name, missing=missing, made_at=now)
        box.put("manifest.json", [for_programs(head, box.packed, told)], "this list, and where each mail came from")
        box.put("MANIFEST.txt", [for_people(head, box.packed)], "this list for sha256sum")
    return missing


def page(box: Box, contents: Contents, connection: Connection) -> tuple[str, ...]:
    """Put the page in as the public reads it, with what it loads, and tell what could not be put in."""
    if contents.page is None:
        return (UNRELEASED,)
    shared, slug = shared_files((), contents.site), contents.record.slug
    public = replace(contents.page, entries=tuple(attachments(box, contents, contents.page, connection)))
    files = {**record_files(public, contents.site), **{name: shared[name] for name in BESIDE}}
    for path, octets in files.items():
        box.put(f"page/{path}", [octets], "the page as the public reads it")
    drawn, missing = pdf(files[f"{slug}/index.html"], files[STYLE])
    if drawn:
        box.put(f"page/{slug}.pdf", [drawn], "the page as the public reads it, as PDF")
    return (missing,) if missing else ()


def attachments(box: Box, contents: Contents, public: Page, connection: Connection) -> list[Shown]:
    """Put the released files in, those of an entry at a time, and give the entries with what came of them."""
    load = from_archive(connection, contents.record)
    sizes: dict[str, int] = {}
    found: list[Shown] = []
    for entry in public.entries:
        alone, files = with_files(replace(public, entries=(entry,)), load, sizes)
        for path, octets in files.items():
            if octets is not None:
                box.put(f"page/{path}", [octets], "a file as the public reads it")
                sizes[path] = len(octets)
        found.extend(alone.entries)
    return found
