"""The public pages: their folder can be written, their theme can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.checking import folder
from worker.checking.finding import Finding, works, wrong
from worker.errors import Refused
from worker.pages.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.settings.pages import Pages

NAME = "pages"


def told(pages: Pages) -> Iterator[Finding]:
    """Yield how the pages stand; nothing where the configuration names neither a folder nor a theme."""
    if pages.site.theme:
        try:
            theme(pages.site.theme)
        except Refused as error:
            yield wrong(NAME, str(error))
        else:
            yield works(NAME, f"the theme in {pages.site.theme} can be read")
    if pages.out:
        yield folder.told(NAME, pages.out, "out")
