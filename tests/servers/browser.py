"""A real Chromium without a screen, a folder served to it, and axe-core to look over a page."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from tests.servers.having import missing, program

if TYPE_CHECKING:
    from pathlib import Path

AXE = "axe-core@4.14.1"
CURE = "apt-get install chromium, pip install playwright"
# Without these it asks its makers' hosts for this and that as soon as it starts.
ALONE = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def chromium():
    """Start a browser with a new empty profile."""
    file = program("chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most tests need none
    except ImportError:
        file = None
    if file is None:
        missing("Chromium with Playwright", CURE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(file), args=list(ALONE))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(folder: Path):
    """Serve a folder on a free port of loopback, as any web server would, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def axe(folder: Path) -> str:
    """Give the text of axe-core, fetched into a folder."""
    npm, tar = program("npm"), program("tar")
    if npm is None or tar is None:
        missing("npm", "apt-get install npm")
    subprocess.run([npm, "pack", "--silent", AXE], cwd=folder, check=True, capture_output=True, timeout=120)
    subprocess.run([tar, "xzf", next(folder.glob("axe-core-*.tgz"))], cwd=folder, check=True)
    return (folder / "package" / "axe.min.js").read_text("utf-8")


class _Silent(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"  # no connection stays open when the server stops

    def log_message(self, *_) -> None:
        pass

    def copyfile(self, source, outputfile) -> None:
        # A browser that has what it came for hangs up.
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)
