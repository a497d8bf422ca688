"""Short-lived tokens instead of a password: fetched with a refresh token (RFC 6749 6), kept until they expire."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from worker.errors import Refused, Transient

if TYPE_CHECKING:
    from worker.mailbox.account import OAuth2

PATIENCE = 15  # seconds
LARGEST = 64 * 1024
EARLIER = 60  # seconds before it expires that a token is fetched anew
USUAL = 3600  # seconds that a token lives where none are told
REFUSALS = range(400, 500)
TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token, the monotonic second until which it is used, and the refresh token that fetches the next."""

    access: str = field(repr=False)
    until: float
    refresh: str = field(repr=False)


class Staying(HTTPRedirectHandler):
    """Follows no redirection: the secrets are for the address in the configuration only."""

    def redirect_request(self, *_given: object) -> None:
        """Go nowhere."""


tokens: dict[OAuth2, Token] = {}
one_at_a_time = threading.Lock()


def access_token(source: OAuth2, *, anew: bool = False) -> str:
    """Give a token that is valid; ``anew``, where the server refused the last one. Refused or Transient without."""
    with one_at_a_time:
        token = tokens.get(source)
        if anew or token is None or token.until <= time.monotonic():
            token = tokens[source] = fetched(source, token.refresh if token else source.refresh_token)
        return token.access


def fetched(source: OAuth2, refresh: str) -> Token:
    """Fetch a token; some servers give a new refresh token with it, which counts from then on."""
    told = {
        "grant_type": "refresh_token",
        "refresh_token": refresh,
        "client_id": source.client_id,
        "client_secret": source.client_secret,
        "scope": source.scope,
    }
    answer = posted(source.token_url, {name: value for name, value in told.items() if value})
    access, lives, new = (answer.get(key) for key in ("access_token", "expires_in", "refresh_token"))
    if not isinstance(access, str) or not access.isascii() or not access.isprintable():
        raise Transient(f"{host(source.token_url)} answered without a token: is token_url right?")
    seconds = float(lives) if isinstance(lives, (int, str)) and str(lives).isdecimal() else USUAL
    until = time.monotonic() + max(seconds - EARLIER, seconds / 2)
    return Token(access=access, until=until, refresh=new if isinstance(new, str) and new else refresh)


def posted(url: str, told: dict[str, str]) -> dict[str, object]:
    """Ask a token server, and read its JSON."""
    request = Request(url, urlencode(told).encode(), {"Accept": "application/json"})  # noqa: S310 - settings takes https only
    try:
        with build_opener(Staying).open(request, timeout=PATIENCE) as answer:
            tree = json.loads(answer.read(LARGEST))
    except HTTPError as error:
        with error:
            raise failure(url, error.code, error.read(LARGEST)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Transient(f"no token from {host(url)}: {' '.join(str(reason).split())}; is token_url right?") from error
    return tree if isinstance(tree, dict) else {}


def failure(url: str, code: int, body: bytes) -> Refused | Transient:
    """Tell a refusal (RFC 6749 5.2) from a server that has other worries."""
    if code not in REFUSALS or code == TOO_MANY:
        return Transient(f"no token from {host(url)}: it answers {code}; try again later")
    try:
        tree = json.loads(body)
    except ValueError:
        tree = None
    why = str(tree.get("error", ""))[:40] if isinstance(tree, dict) else ""
    do = "get a new refresh_token" if why == "invalid_grant" else "check token_url, client_id and client_secret"
    return Refused(f"no token from {host(url)}: it answers {code} {why}".rstrip() + f"; {do}")


def host(url: str) -> str:
    """Name a server by its address without what may be secret in it."""
    return urlsplit(url).hostname or "token_url"
