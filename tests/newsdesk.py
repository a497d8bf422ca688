"""A newsroom that runs the service as it is run in earnest: as processes, on servers of the tests' own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).parents[1]
CONFIG = """
[newsroom]
name = "The Newsroom"
domains = ["newsroom.example"]
mailbox_addresses = ["desk@newsroom.example"]
[database]
url = "{database}"
[broker]
url = "{broker}"
"""
MAILBOX = """
[[mailboxes]]
name = "desk"
host = "127.0.0.1"
port = {port}
tls = "none"
username = "desk"
password = "{password}"
"""


class Newsdesk:
    """One configuration, and the processes started with it."""

    def __init__(
        self, folder: Path, *, database: str, broker: str = "", port: int = 0, password: str = "secret"
    ) -> None:
        self.folder, self.config = folder, folder / "onrecord.toml"
        told = CONFIG.format(database=database, broker=broker)
        if port:
            told += MAILBOX.format(port=port, password=password)
        self.config.write_text(told, encoding="utf-8")
        self.started: list[subprocess.Popen[bytes]] = []
        self.log = folder / "service.log"

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        for process in self.started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def start(self, *args: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a command, in a process group of its own."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "worker", "--config", str(self.config), *args],
                stdout=log,
                stderr=log,
                cwd=PROJECT,
                env=os.environ | (env or {}),
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def tell(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "worker", "--config", str(self.config), *args],
            capture_output=True,
            text=True,
            check=False,
            cwd=PROJECT,
        )

    def ledger(self) -> dict:
        told = self.tell("export")
        assert told.returncode == 0, told.stderr
        return json.loads(told.stdout)

    def status(self) -> tuple[int, dict]:
        told = self.tell("status", "--json")
        assert told.stdout, told.stderr
        return told.returncode, json.loads(told.stdout)

    def signs(self) -> dict[str, bool]:
        return {sign["name"]: sign["well"] for sign in self.status()[1]["signs"]}

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop(process: subprocess.Popen[bytes], *, within: float = 30) -> int:
    """Ask a process to end, and give its exit code."""
    process.terminate()
    return process.wait(within)


def comes_true(true, *, within: float, every: float = 0.1) -> bool:
    """Wait until something is so."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(every)
    return bool(true())


def standing(ledger: dict) -> list[str]:
    """Give the sha256 of every mail, once for each place where it stands: none may be missing, none stand twice."""
    sources = {s["sha256"] for r in ledger["records"] for e in r["entries"] for s in e["sources"]}
    return sorted([*sources, *(h["sha256"] for h in ledger["held"]), *(i["sha256"] for i in ledger["ignored"])])


def same(ledger: dict) -> object:
    """Give what must be the same whatever way the mail came: all but ids, and how and by whom a mail was brought."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k not in {"id", "how", "by", "entry", "answered_by"}}
        return [plain(v) for v in value] if isinstance(value, list) else value

    told = plain(ledger)
    for record in told["records"]:
        for entry in record["entries"]:
            entry["sources"] = sorted(s["sha256"] for s in entry["sources"])
    for part in ("held", "ignored"):
        told[part] = sorted(told[part], key=lambda each: each["sha256"])
    return told
