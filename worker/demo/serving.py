"""The pages of the sample, served on this machine alone, under the policy that they carry."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Final

from worker.demo.loopback import HOST
from worker.pages.render import POLICY

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from io import BytesIO
    from pathlib import Path
    from typing import BinaryIO

HEADERS: Final = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Pages(SimpleHTTPRequestHandler):
    """Gives the files of the site, and says nothing of it."""

    extensions_map = {  # noqa: RUF012 - as the library declares it
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".css": "text/css",
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
    }

    def end_headers(self) -> None:
        """Put the policy on everything that is given."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Find no file under a name that no file can have."""
        try:
            return super().send_head()
        except ValueError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Show no folder that has no page."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
        """Say nothing."""


@contextmanager
def pages(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder, and give the address of its index; port 0 is any that is free."""
    with ThreadingHTTPServer((HOST, port), partial(Pages, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, name="pages", daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
