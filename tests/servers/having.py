"""A server that the tests need: had, or said loudly that it can't be had, which fails the build."""

from __future__ import annotations

import os
import pwd
import socket
import time
from pathlib import Path

import pytest

# What a shell of a user may leave out of PATH.
SYSTEM = ("/usr/sbin", "/usr/local/sbin", "/sbin")


def missing(what: str, cure: str) -> None:
    """Skip what needs a server that is not here; in the build that is a failure."""
    told = f"{what} is not here: {cure}"
    if os.environ.get("CI", "").casefold() in {"true", "1"}:
        pytest.fail(f"{told} (CI)", pytrace=False)
    pytest.skip(told)


def program(name: str, *places: Path) -> Path | None:
    """Find a program on the PATH or where systems keep what is no command of a user."""
    folders = (*places, *map(Path, os.environ.get("PATH", "").split(os.pathsep)), *map(Path, SYSTEM))
    return next((f / name for f in folders if (f / name).is_file()), None)


def free_port() -> int:
    """Give a port of loopback that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def listening(port: int, process, *, within: float = 30) -> bool:
    """Wait until a server answers on a port."""
    until = time.monotonic() + within
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


def lesser_user() -> dict[str, object]:
    """Give what starts a process as nobody where we are root: some servers refuse to run as root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def handed_over(folder: Path) -> None:
    """Let the lesser user own a folder."""
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
