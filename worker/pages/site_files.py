"""The files of the static site: those of one record, and those that all records share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from worker.pages.feed import feed
from worker.pages.index import indexes
from worker.pages.octets import octets
from worker.pages.render import render
from worker.pages.search import search
from worker.pages.theme import ICON, SCRIPT, STYLE, theme
from worker.pages.timeline import timeline
from worker.pages.transcript import VERSION, listed, transcript

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.pages.head import Head
    from worker.pages.page import Page
    from worker.pages.site import Site


def record_files(page: Page, site: Site) -> Mapping[str, bytes]:
    """Give the files of a record but its attachments, by their path in the site."""
    told = timeline(page, site.newsroom)
    return {
        f"{page.slug}/index.html": render("record.html", site, root="../", values={"page": page, "timeline": told}),
        f"{page.slug}/record.json": _json(transcript(page)),
    }


def shared_files(heads: Sequence[Head], site: Site) -> Mapping[str, bytes]:
    """Give the files that tell of all records, which come with those changed last first, by their path in the site."""
    look = theme(site.theme)
    data = {"version": VERSION, "newsroom": site.newsroom, "records": [listed(head) for head in heads]}
    return {
        **indexes(heads, site),
        "feed.atom": feed(heads, title=site.title, newsroom=site.newsroom, url=site.base, newest=site.newest_feed),
        "site.json": _json(data),
        "words.js": search(heads),
        STYLE: look.style,
        SCRIPT: look.script,
        ICON: look.icon,
    }


def _json(data: object) -> bytes:
    return octets(json.dumps(data, ensure_ascii=False)) + b"\n"
