"""The newest entries of all records as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from worker.pages.head import latest
from worker.pages.octets import octets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.pages.head import Head, Newest

ATOM: Final = "http://www.w3.org/2005/Atom"
OURS: Final = UUID("6f1d7c0e-5b0a-5f3a-9a55-0c3d9d1f7a42")  # under which the ids of entries are made
NEVER: Final = "1970-01-01T00:00:00+00:00"  # when a feed without entries was changed: it must say something


def feed(heads: Sequence[Head], *, title: str, newsroom: str, url: str, newest: int) -> bytes:
    """Write the newest entries, newest first; the id of an entry stays the same wherever and whenever it is told."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _put(root, "id", f"urn:uuid:{uuid5(OURS, f'{newsroom} {url} {title}')}")
    _put(root, "title", title)
    _put(root, "updated", max((h.updated_at for h in heads), default=NEVER))
    _put(SubElement(root, "author"), "name", newsroom or title)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{url}feed.atom"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{url}index.html"})
    for head, one in latest(heads, newest):
        _entry(root, head, one, url)
    # What XML can't hold goes with what no reader may meet.
    return octets(f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n')


def _entry(root: Element, head: Head, one: Newest, url: str) -> None:
    entry = SubElement(root, "entry")
    _put(entry, "id", f"urn:uuid:{uuid5(OURS, one.anchor)}")
    _put(entry, "title", f"{head.acronym or head.name}: {one.lead}")
    _put(entry, "published", one.at)
    _put(entry, "updated", one.updated_at)
    SubElement(entry, "link", {"rel": "alternate", "href": f"{url}{head.slug}/index.html#{one.anchor}"})
    for term in filter(None, (head.investigation, head.country)):
        SubElement(entry, "category", {"term": term})
    _put(entry, "summary", one.text)


def _put(under: Element, name: str, text: str) -> None:
    SubElement(under, name).text = text
