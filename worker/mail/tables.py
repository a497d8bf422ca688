"""The tables of labels and phrases by language that stand beside this package as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Read ``labels/NAME.toml``, once."""
    return tomllib.loads(files("worker.mail").joinpath("labels", f"{name}.toml").read_text(encoding="utf-8"))
