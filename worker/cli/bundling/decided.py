"""What people decided of a record, of its letters, dates and page, and what undid it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.cli.plain import plain_moment
from worker.records import journal, publications
from worker.records.line import ON_PAGES, Kind, investigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.cli.plain import Plain
    from worker.correspondence import Correspondence
    from worker.publication.record import Publication
    from worker.records.database import Connection
    from worker.records.line import Line


def decided(connection: Connection, record: Correspondence, publication: Publication) -> Iterator[Plain]:
    """Yield the lines of the journal that are about a record or go for all, in the order they were written."""
    slugs = (record.slug, *publications.merged_into(connection, [record.slug]).get(record.slug, ()))
    ids = (*(e.id for e in record.entries), *(a.id for a in publication.added))
    of_pages = {*slugs, *ids, investigation(publication.investigation) if publication.investigation else record.slug}
    names = {*(("record", slug) for slug in slugs), *(("entry", id_) for id_ in ids)}
    names |= {("mail", s.sha256) for e in record.entries for s in e.sources}
    every = journal.lines(connection)
    chosen = {line.id for line in every if _about(line, of_pages) or not names.isdisjoint(line.named)}
    chosen |= {line.undone for line in every if line.id in chosen and line.undone}
    return (_told(line) for line in every if line.id in chosen)


def _about(line: Line, subjects: set[str]) -> bool:
    everywhere = line.kind in {Kind.REDACT, Kind.LIFT} and not line.subject
    return line.kind in ON_PAGES and (line.subject in subjects or everywhere)


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
