"""The files that hold secrets: those that the configuration names, and itself where one stands in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from worker.configuration import overlaid, read
from worker.settings import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAMES_ONE: Final = "_file"
SECRETS: Final = frozenset({"password", "client_secret", "refresh_token"})


def secret_files(path: Path | None, environ: Mapping[str, str] = os.environ) -> dict[str, Path]:  # noqa: TID251 - the one reader of the environment
    """Give the files by the key that names each; what the environment itself says lies in none."""
    if path is None:
        return {}
    found = {key: path.parent / file for key, file in texts(overlaid(read(path), said(environ))) if names_one(key)}
    if any(secret(key, value) for key, value in texts(read(path))):
        found["configuration"] = path
    return found


def names_one(key: str) -> bool:
    """Tell whether a key names the file of a secret."""
    return key.endswith(NAMES_ONE)


def secret(key: str, value: str) -> bool:
    """Tell whether a value is a secret, or an address that holds one; that of a channel is a token itself."""
    name = key.rpartition(".")[2]
    if name in SECRETS or (name == "url" and key.startswith("channels[")):
        return bool(value)
    try:
        return bool(urlsplit(value).password)
    except ValueError:  # no address at all
        return False


def texts(tree: object) -> Iterator[tuple[str, str]]:
    """Yield the texts of a tree with the keys that lead to each."""
    waiting: list[tuple[str, object]] = [("", tree)]
    while waiting:
        at, here = waiting.pop()
        if isinstance(here, dict):
            waiting += [(f"{at}.{key}" if at else str(key), value) for key, value in reversed(here.items())]
        elif isinstance(here, list):
            waiting += [(f"{at}[{number}]", value) for number, value in reversed([*enumerate(here)])]
        elif isinstance(here, str):
            yield at, here
