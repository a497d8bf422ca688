"""The broker: Redis answers, lets us in, and keeps what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import redis

from worker.checking.finding import Finding, beware, works
from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "broker"
PATIENCE = 5.0  # seconds
SCHEMES = ("redis", "rediss", "redis+socket", "unix")
EVICTING = "allkeys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """A broker as it was met."""

    place: str
    version: str
    keeps: bool  # its queue outlives a restart
    policy: str  # what it throws away when its memory is full
    at: datetime


def meet(url: str) -> Broker:
    """Log in to Redis and ask how it stands; refuse in one line that says what to do."""
    place = shown(url)
    client = connected(url, place)
    try:
        info: Mapping[str, object] = client.info()
        seconds, micros = client.time()
    except redis.AuthenticationError as error:
        raise Refused(f"{place} refuses the user or password: check [broker] url") from error
    except redis.TimeoutError as error:
        raise Refused(f"{place} does not answer: is it up, and does a firewall stand between?") from error
    except redis.ConnectionError as error:
        raise Refused(f"{place} can't be reached ({reason(error)}): is Redis running there?") from error
    except redis.ResponseError as error:
        raise Refused(f"{place} says {str(error)!r}: check [broker] url") from error
    except (redis.RedisError, ValueError) as error:
        raise Refused(f"{place} answers what is no Redis: is the port right?") from error
    finally:
        client.close()
    return Broker(
        place=place,
        version=str(info.get("redis_version", "")),
        keeps=bool(info.get("aof_enabled")),
        policy=str(info.get("maxmemory_policy", "")),
        at=datetime.fromtimestamp(seconds + micros / 1e6, UTC),
    )


def connected(url: str, place: str) -> redis.Redis:
    """Prepare the connection; nothing is sent yet."""
    try:
        return redis.Redis.from_url(
            url.replace("redis+socket://", "unix://"), socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
        )
    except ValueError as error:
        raise Refused(f"[broker] url {place} can't be read: write redis://:PASSWORD@HOST:6379/0") from error


def shown(url: str) -> str:
    """Give an address without what is secret in it."""
    scheme, mark, _ = url.partition("://")
    if not mark or scheme not in SCHEMES:
        return f"{scheme[:20]}…"
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return f"{scheme}://…"
    return f"{scheme}://{parts.hostname or ''}{port}{parts.path}"


def reason(error: redis.ConnectionError) -> str:
    """Give why a connection failed, in the words of the system."""
    cause = error.__cause__ or error.__context__
    return (isinstance(cause, OSError) and cause.strerror) or str(error).rstrip(".")


def told(broker: Broker) -> Finding:
    """Say how the broker stands."""
    seen = f"{broker.place} answers, Redis {broker.version}"
    if broker.policy.startswith(EVICTING):
        return beware(NAME, f"{seen}, but throws tasks away when its memory is full: set maxmemory-policy noeviction")
    if not broker.keeps:
        return beware(
            NAME, f"{seen}, but forgets its queue at a restart: set appendonly yes (nothing is lost, only late)"
        )
    return works(NAME, f"{seen}, keeps its queue")
