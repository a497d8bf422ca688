"""Where a link tells who follows it, or hides where it leads."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from worker.pages.links import links

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(r"[A-Za-z0-9_%+/=.~-]{20,}")  # a value this long is nobody's word


def tracking(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a link is to be cut: all of it if it leads through a tracker, else the part that tells its reader."""
    hosts, parameters = _table()
    for start, end in links(text):
        link = text[start:end]
        host = link.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
        labels = host.split(".")[-6:]
        if any(".".join(labels[at:]) in hosts for at in range(len(labels))) or labels[0] in hosts:
            yield start, end
        elif (query := link.find("?")) >= 0 and _tells(link[query + 1 :], parameters):
            yield start + query, end


def _tells(query: str, parameters: frozenset[str]) -> bool:
    for pair in re.split("[&;#]", query):
        name, _, value = pair.partition("=")
        if name.lower() in parameters or name.lower().startswith(("utm_", "mc_", "mkt_")) or _TOKEN.fullmatch(value):
            return True
    return False


@cache
def _table() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(files("worker.pages").joinpath("labels", "tracking.toml").read_text(encoding="utf-8"))
    return frozenset(table["hosts"]), frozenset(table["parameters"])
