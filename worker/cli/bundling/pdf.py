"""The page as PDF, where WeasyPrint is installed."""

from __future__ import annotations

import importlib
import logging
import re
from importlib.resources import files
from typing import Final

BESIDE: Final = files("worker.cli.bundling")
COLOUR: Final = re.compile(r"--(\w[\w-]*):\s*(#\w+)")
ABSENT: Final = "the page as PDF: WeasyPrint is not installed (pip install 'onrecord[pdf]')"


def pdf(html: bytes, style: bytes) -> tuple[bytes, str]:
    """Draw a page by its style sheet and load nothing for it; give what is said where it can't be drawn instead."""
    try:
        weasyprint, urls = (importlib.import_module(name) for name in ("weasyprint", "weasyprint.urls"))
    except ImportError:
        return b"", ABSENT
    except OSError as error:  # a library of the system that it draws with
        return b"", f"the page as PDF: WeasyPrint can't be loaded: {str(error).splitlines()[0]}"
    for name in ("weasyprint", "fontTools"):  # of style sheets they tell what they don't know, of fonts all they do
        logging.getLogger(name).setLevel(logging.CRITICAL)
    nothing = urls.URLFetcher(allowed_protocols=())
    sheets = (style.decode(), BESIDE.joinpath("pdf.css").read_text("utf-8"))
    try:
        page = weasyprint.HTML(string=coloured(html.decode(), sheets[0]), url_fetcher=nothing)
        drawn = page.write_pdf(stylesheets=[weasyprint.CSS(string=s, url_fetcher=nothing) for s in sheets])
    except Exception as error:  # noqa: BLE001 - what it can't draw is left out, and the evidence still packed
        return b"", f"the page as PDF: WeasyPrint can't draw it: {' '.join(str(error).split())}"
    assert isinstance(drawn, bytes)
    return drawn, ""


def coloured(html: str, style: str) -> str:
    """Put into each drawing of a page how it is drawn, in the colours that the style sheet of the page has in print."""
    screen, _, paper = style.partition("@media print")
    # Of the screen those for light paper stand first, those for the dark after them.
    colours = {name: colour for part in (screen, paper) for name, colour in reversed(COLOUR.findall(part))}
    drawn = BESIDE.joinpath("svg.css").read_text("utf-8")
    drawn = re.sub(r"var\(--([\w-]+)\)", lambda found: colours.get(found[1], "currentColor"), drawn)
    return re.sub(r"<svg\b[^>]*>", lambda found: f"{found[0]}<style>{drawn}</style>", html)
