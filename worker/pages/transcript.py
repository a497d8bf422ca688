"""The page of a record as data: the same that its readers see, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pages.files import place
from worker.pages.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.pages.head import Head
    from worker.pages.page import Mark, Page
    from worker.pages.shown import File, Shown

VERSION = 1


def transcript(page: Page) -> Mapping[str, object]:
    """Name each public field of a page: what is not named here is not in the data."""
    return {
        "version": VERSION,
        "slug": page.slug,
        "organisation": {"name": page.name, "acronym": page.acronym, "country": page.country},
        "investigation": page.investigation,
        "status": "open" if page.open else "closed",
        "standing": page.standing.value,
        "first": page.first.isoformat(),
        "last": page.last.isoformat(),
        "range": page.range,
        "inquiries": page.inquiries,
        "replies": page.replies,
        "updated_at": page.updated_at.isoformat(),
        "entries": [_entry(entry) for entry in page.entries],
        "deadlines": [_deadline(mark) for mark in page.deadlines],
    }


def listed(head: Head) -> Mapping[str, object]:
    """Name each public field of a record in the data of the whole site."""
    return {
        "slug": head.slug,
        "organisation": {"name": head.name, "acronym": head.acronym, "country": head.country},
        "investigation": head.investigation,
        "status": "open" if head.open else "closed",
        "standing": head.standing,
        "first": head.first,
        "last": head.last,
        "range": head.range,
        "inquiries": head.inquiries,
        "replies": head.replies,
        "deadlines": {"asked": head.asked, "answered": head.answered, "late": head.late},
        "updated_at": head.updated_at,
        "page": f"{head.slug}/index.html",
        "data": f"{head.slug}/record.json",
    }


def _entry(entry: Shown) -> Mapping[str, object]:
    return {
        "id": entry.anchor,
        "direction": entry.direction.value,
        "kind": entry.kind.value,
        "channel": entry.channel.value,
        "counted": entry.counted,
        "at": entry.at.isoformat(),
        "lead": f"{entry.lead} {entry.said}".strip(),
        "text": plain(entry.blocks),
        "summary": entry.summarised,
        "late": entry.late,
        "corrections": [{"at": c.at.isoformat(), "text": c.text} for c in entry.corrections],
        "attachments": [_file(file) for file in entry.attachments],
    }


def _file(file: File) -> Mapping[str, object]:
    told = {"name": file.name, "type": file.type, "size": file.size, "file": place(file)}
    # A picture is written anew: the digest is that of the one in the mail, which nobody in public can compare.
    return told if file.type.startswith("image/") else told | {"sha256": file.sha256}


def _deadline(mark: Mark) -> Mapping[str, object]:
    return {
        "entry": mark.anchor,
        "kind": mark.kind.value,
        "due_at": mark.due_at.isoformat(),
        "extended": mark.extended,
        "state": mark.state.value,
        "outcome": mark.outcome,
        "answered_by": mark.answered or None,
    }
