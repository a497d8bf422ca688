from __future__ import annotations

import re
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from zipfile import ZipFile

import pytest
import weasyprint

from tests.cli.test_review import waited, waits  # noqa: F401 - fixtures
from worker.cli.bundling.pdf import pdf

RECORD = "harbour-alliance"


@pytest.mark.filterwarnings("default")
def test_a_bundle_holds_the_page_as_pdf(waits):  # noqa: F811
    waits.run("release", "--record", RECORD, "--yes", "--unproved")

    told = waits.run("bundle", RECORD, "--out", str(waits.folder / "bundle.zip"))

    bundle = ZipFile(waits.folder / "bundle.zip")
    (page,) = [name for name in bundle.namelist() if name.endswith(".pdf")]
    assert bundle.read(page).startswith(b"%PDF-")
    assert "left out" not in told.stderr


@pytest.mark.filterwarnings("default")
def test_a_page_is_drawn_and_nothing_is_loaded_for_it():
    asked = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        html, style = f'<p>words</p><img src="{address}/x.png">', f"p {{ background: url({address}/y.png) }}"
        drawn, left_out = pdf(html.encode(), style.encode())
        server.shutdown()

    assert (drawn[:5], left_out, asked) == (b"%PDF-", "", [])


def test_a_page_that_can_not_be_drawn_is_left_out(monkeypatch):
    monkeypatch.setattr(weasyprint, "HTML", lambda *_, **__: 1 / 0)

    assert pdf(b"", b"") == (b"", "the page as PDF: WeasyPrint can't draw it: division by zero")


COLOURS = """
:root { --ours: #112233; --late: #778899 }
@media (prefers-color-scheme: dark) { :root { --ours: #ffffff; --late: #ffffff } }
@media print { :root { --ours: #445566 } }
@media (prefers-contrast: more) { :root { --ours: #000000 } }
.inquiry { fill: var(--ours) }
"""


def shown(colour):
    """A colour as the instructions of a PDF name it."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.6f}".rstrip("0") for at in (0, 2, 4)).encode()


@pytest.mark.filterwarnings("default")
def test_what_is_drawn_on_a_page_has_the_colours_of_print():
    circle = '<circle cx="9" cy="9" r="5"/>'
    html = f'<svg class="chart"><g class="inquiry">{circle}</g><svg class="due past">{circle}</svg></svg>'

    drawn, _ = pdf(html.encode(), COLOURS.encode())

    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", drawn, re.DOTALL)
    told = b"".join(zlib.decompress(stream) for stream in packed if stream.startswith(b"\x78"))
    assert shown("445566") + b" rg" in told
    assert shown("778899") + b" rg" in told
    assert shown("112233") not in told
