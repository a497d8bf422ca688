"""The public pages as they are configured: where they stand and what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.pages.site import NOBODY, Site
from worker.settings.newsroom import NOWHERE

if TYPE_CHECKING:
    from pathlib import Path

    from worker.configuration import Section
    from worker.mail.newsroom import Newsroom

SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The folder that the service publishes into, None for none; the site; whether telephone numbers are covered."""

    out: Path | None = None
    site: Site = field(default_factory=Site)
    phones: bool = True


def pages_of(section: Section, newsroom: Newsroom) -> Pages:
    """Build what pages need to know."""
    out, theme, url = (section.optional(key, "") for key in ("out", "theme", "url"))
    if url and not url.startswith(SCHEMES):
        raise section.refuse("url", f'must be like "https://newsroom.example/record/", or "", not {url!r}')
    title = section.optional("title", "") or Site().title
    ours = newsroom.name or NOBODY
    return Pages(
        out=folder(section, out),
        site=Site(newsroom=ours, title=title, url=url, theme=folder(section, theme)),
        phones=section.flag("phones", default=True),
    )


def folder(section: Section, written: str) -> Path | None:
    """Give a folder, taken from that of the configuration; None where none is named."""
    if not written or section.path == NOWHERE:
        return None
    return (section.path.parent / written).absolute()
