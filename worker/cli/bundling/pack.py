"""A record packed: its mail, files, ledger, journal and page, then the manifest that names them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from worker.cli import export_csv, export_json
from worker.cli.bundling.box import Box
from worker.cli.bundling.mails import mails
from worker.cli.bundling.manifest import Heading, for_people, for_programs
from worker.cli.bundling.pdf import pdf
from worker.cli.plain import plain_moment
from worker.pages.site import record_files, shared_files
from worker.pages.theme import ICON, SCRIPT, STYLE
from worker.records import journal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from worker.cli.plain import Plain
    from worker.correspondence import Correspondence
    from worker.deadlines.calendar import Calendar
    from worker.mail.newsroom import Newsroom
    from worker.pages.page import Page
    from worker.pages.site import Site
    from worker.records.database import Connection
    from worker.records.line import Line

UNRELEASED = "the page: nothing of this record is released"
BESIDE = (STYLE, SCRIPT, ICON)  # what a page loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is packed: a record as it stands at a moment, and its page where it has one."""

    record: Correspondence
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
        ledger = export_json.pieces([record], (), (), calendar=contents.calendar, now=now)
        box.put("ledger.json", ledger, "the record as data, as `onrecord export` gives it")
        rows = export_csv.rows([record], calendar=contents.calendar, now=now)
        box.put("ledger.csv", rows, "the record as a table")
        box.put("journal.json", _listed(_about(connection, record)), "what people decided of the record, who and why")
        missing = _page(box, contents)
        head = Heading(record=record, newsroom=contents.newsroom.name, missing=missing, made_at=now)
        box.put("manifest.json", [for_programs(head, box.packed, told)], "this list, and where each mail came from")
        box.put("MANIFEST.txt", [for_people(head, box.packed)], "this list for sha256sum")
    return missing


def _page(box: Box, contents: Contents) -> tuple[str, ...]:
    if contents.page is None:
        return (UNRELEASED,)
    shared = shared_files((), contents.site)
    files = {**record_files(contents.page, contents.site), **{name: shared[name] for name in BESIDE}}
    for path, octets in files.items():
        box.put(f"page/{path}", [octets], "the page as the public reads it")
    drawn, missing = pdf(files[f"{contents.record.slug}/index.html"], files[STYLE])
    if drawn:
        box.put(f"page/{contents.record.slug}.pdf", [drawn], "the page as the public reads it, as PDF")
    return (missing,) if missing else ()


def _about(connection: Connection, record: Correspondence) -> Iterator[Plain]:
    """Yield the lines of the journal that name the record, its entries, mails or deadlines, and what undid them."""
    names = {("record", record.slug), *(("entry", e.id) for e in record.entries)}
    names |= {("mail", s.sha256) for e in record.entries for s in e.sources}
    names |= {("deadline", id_) for id_ in record.ruled}
    every = journal.lines(connection)
    of_record = [line for line in every if not names.isdisjoint(line.named)]
    undone = {line.undone for line in of_record}
    return (_told(line) for line in every if line in of_record or line.id in undone)


def _told(line: Line) -> Plain:
    return {
        "id": line.id,
        "at": plain_moment(line.at),
        "who": line.who,
        "what": line.kind,
        "detail": dict(line.detail),
        "why": line.why,
        "undone_by": line.undone,
    }


def _listed(lines: Iterator[Plain]) -> Sequence[bytes]:
    return [b"[", *export_json.listed(lines), b"]\n"]
