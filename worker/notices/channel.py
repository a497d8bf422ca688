"""A notice is told by a channel that is no mail: any URL that Apprise knows, for chat, telephone or a webhook."""

from __future__ import annotations

import logging
import re
import warnings
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from worker import errors
from worker.notices.blotted import blotted
from worker.notices.outcome import Again, InDoubt, Outcome, Sent
from worker.notices.shortened import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apprise import AppriseAsset, NotifyBase

PRODUCT = "On the Record"
CONNECT_WITHIN = 15.0  # seconds
PATIENCE = 60.0  # seconds, for all of it; what is not answered by then may have been told
SPARE = 100  # characters of a message that a service may write by itself, as around a title
LONGEST = 200
MARKS = re.compile(r"[/:@?&=#,]")


def tell(url: str, title: str, body: str, *, patience: float = PATIENCE) -> Outcome:
    """Tell something by a URL of Apprise; no part of the URL stands in what is said of it."""
    from apprise import Apprise, AppriseResultStatus, NotifyFormat  # noqa: PLC0415 - it takes long to load

    try:
        service = opened(url)
        service.socket_connect_timeout = min(CONNECT_WITHIN, patience)
        service.socket_read_timeout = 2 * patience  # else who is only slow would be told twice
        channel = Apprise(asset=service.asset)
        channel.add(service)
        text = shortened(body, max(service.body_maxlen - len(title) - SPARE, SPARE))
        told = channel.notify(title=title, body=text, body_format=NotifyFormat.TEXT, timeout=patience)
    except errors.Refused as error:
        return Again(str(error), house=True, for_a_person=True)
    except Exception as error:  # noqa: BLE001 - each of two hundred services has errors of its own
        return Again(without_secrets(f"{type(error).__name__}: {error}", url))
    if told:
        return Sent()
    if told.status == AppriseResultStatus.TIMEOUT:
        return InDoubt(f"{service.service_name} has not answered within {patience:g} seconds")
    why = "; ".join(entry.message for entry in told.logs()) or "no reason is given"
    return Again(f"{service.service_name}: {without_secrets(why, url)}")


def opened(url: str) -> NotifyBase:
    """Give the service of a URL; refuse one that Apprise can't read."""
    from apprise import Apprise, OverflowMode  # noqa: PLC0415 - it takes long to load

    service = Apprise.instantiate(url, asset=asset())
    if not service:
        kind = url.partition("://")[0] if "://" in url else ""
        raise errors.Refused(f"Apprise can't read this URL of {kind}://…: see appriseit.com for how it is written")
    service.redirects = False  # whatever the URL says: a notice goes where a person said, and nowhere else
    service.verify_certificate = True
    service.overflow_mode = OverflowMode.TRUNCATE  # else what a service finds too long it takes not at all
    return service


@cache
def asset() -> AppriseAsset:
    """Say who we are; messages travel as they are written, and logs, which repeat addresses and tokens, nowhere."""
    from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - it takes long to load

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the two hundred services, which it all loads now
        Apprise.instantiate("json://localhost")
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    logging.getLogger("urllib3").setLevel(logging.INFO)
    return AppriseAsset(
        app_id=PRODUCT,
        app_desc="The ledger of a newsroom's right-of-reply correspondence",
        app_url="",
        http_redirects=False,
        interpret_escapes=False,
        interpret_emojis=False,
        allow_templates=False,
    )


def without_secrets(words: str, url: str) -> str:
    """Give words in one line of bounded length, without any part of a URL: which part is secret, its service knows."""
    return " ".join(blotted(words, secrets(url))[:LONGEST].split())


def secrets(url: str) -> Iterator[str]:
    """Yield every part of a URL of Apprise that may be secret, as it is written and as it is meant."""
    for piece in MARKS.split(url.partition("://")[2]):
        yield from (piece, unquote(piece))
