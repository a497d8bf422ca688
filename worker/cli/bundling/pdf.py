"""The page as PDF, where WeasyPrint is installed."""

from __future__ import annotations

import importlib
import logging
from importlib.resources import files
from typing import Final

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
    sheets = (style.decode(), files("worker.cli.bundling").joinpath("pdf.css").read_text("utf-8"))
    try:
        page = weasyprint.HTML(string=html.decode(), url_fetcher=nothing)
        drawn = page.write_pdf(stylesheets=[weasyprint.CSS(string=s, url_fetcher=nothing) for s in sheets])
    except Exception as error:  # noqa: BLE001 - what it can't draw is left out, and the evidence still packed
        return b"", f"the page as PDF: WeasyPrint can't draw it: {' '.join(str(error).split())}"
    assert isinstance(drawn, bytes)
    return drawn, ""
