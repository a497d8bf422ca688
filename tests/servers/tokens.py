"""A server of the tests that hands out tokens (RFC 6749) and tells whose they are (RFC 7662)."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import parse_qs


class Tokens:
    """Gives a new token for the refresh token it knows; a token that was ``withdrawn`` is nobody's."""

    def __init__(self) -> None:
        self.refresh = "refresh-1"
        self.given = 0
        self.withdrawn: set[str] = set()
        self.lives: object = 3600
        self.answer: tuple[int, bytes] | None = None  # instead of what is right
        self.asked: list[dict[str, str]] = []
        tokens = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                told = {name: values[0] for name, values in form.items()}
                code, body = tokens.introspected(told) if "token" in told else tokens.granted(told)
                self.send_response(code)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_told: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/token"

    def __enter__(self) -> Self:
        """Start it."""
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.server.shutdown()
        self.server.server_close()

    def granted(self, told: dict[str, str]) -> tuple[int, bytes]:
        """Give a token."""
        self.asked.append(told)
        if self.answer:
            return self.answer
        if told.get("refresh_token") != self.refresh:
            return 400, b'{"error": "invalid_grant"}'
        self.given += 1
        return 200, json.dumps({"access_token": f"token-{self.given}", "expires_in": self.lives}).encode()

    def introspected(self, told: dict[str, str]) -> tuple[int, bytes]:
        """Tell whether a token is good, and whose it is."""
        known = {f"token-{number + 1}" for number in range(self.given)} - self.withdrawn
        good = told["token"] in known
        return 200, json.dumps({"active": good, "username": "desk"} if good else {"active": False}).encode()
