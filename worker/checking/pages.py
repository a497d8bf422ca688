"""The public pages: their folder can be written, their theme can be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from worker.checking.finding import Finding, works, wrong
from worker.errors import Refused
from worker.pages.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        if writable(pages.out):
            yield works(NAME, f"{pages.out} can be written")
        else:
            yield wrong(NAME, f"{pages.out} can't be written: let the service's user own it, or change out")


def writable(out: Path) -> bool:
    """Tell whether a folder can be written, or made where there is none yet."""
    nearest = next(folder for folder in (out, *out.parents) if folder.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
