"""Faults in earnest, longer than the build has time for: mail is delivered while the service is killed or its broker lost.

    python -m tests.soak FOLDER_OF_MAIL [--times 10] [--organisations FILE.csv] [--config FILE.toml]

Each kind of fault strikes so many times while two services work on PostgreSQL, Redis and Dovecot. Then the ledger has to
be the one that `onrecord import` makes of the same mail, within two minutes of the last fault.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.newsdesk import Newsdesk, comes_true, kill, same, standing, stop
from tests.servers.dovecot import Dovecot
from tests.servers.postgresql import postgresql
from tests.servers.redis import redis

CAUGHT_UP = 120.0  # seconds


def main() -> int:
    """Strike, and report a line for each kind of fault."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("mail", type=Path)
    asked.add_argument("--times", type=int, default=10)
    asked.add_argument("--organisations", type=Path)
    asked.add_argument("--config", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", choices=FAULTS)
    told = asked.parse_args()
    mails = [in_crlf(file.read_bytes()) for file in sorted(told.mail.iterdir())]
    random.seed(told.seed)
    with ExitStack() as servers:
        folder = Path(servers.enter_context(tempfile.TemporaryDirectory()))
        expected = imported(folder / "import", mails, told)
        server = servers.enter_context(postgresql())
        fine = True
        for name, strike in FAULTS.items():
            if told.only not in {None, name}:
                continue
            where = made(folder / name.replace(" ", "-"))
            with server.database() as address:
                fine &= trial(name, strike, where, address, mails, expected, told)
    return 0 if fine else 1


def trial(  # noqa: PLR0913, PLR0917 - what a trial is made of
    name, strike, folder, address, mails, expected, told
) -> bool:
    """Deliver the mail while one kind of fault strikes."""
    with ExitStack() as servers:
        dovecot = servers.enter_context(Dovecot())
        broker = servers.enter_context(redis(folder))
        desk = servers.enter_context(a_desk(folder, address, told, broker=broker.url, port=dovecot.port))
        services = [desk.start("run", "--processes", "1") for _ in range(2)]
        share = len(mails) // told.times + 1
        for number in range(told.times):
            dovecot.deliver(*mails[number * share : (number + 1) * share])
            time.sleep(random.uniform(0.5, 4))
            strike(desk, services, broker)
        struck_at = time.monotonic()
        done = comes_true(lambda: len(standing(desk.ledger())) == len(mails), within=CAUGHT_UP * 2, every=1)
        took = time.monotonic() - struck_at
        found = desk.ledger()
        ended = [stop(service, within=60) for service in services]
        alike = same(found) == expected
        storms = desk.told().count("Traceback")
        fine = done and alike and took < CAUGHT_UP and not storms and set(ended) == {0}
        say(
            f"{name} x {told.times}: {len(standing(found))} of {len(mails)} mails stand, "
            f"{'the same ledger' if alike else 'ANOTHER LEDGER'}, caught up in {took:.0f} s, {storms} tracebacks, "
            f"exit codes {ended}"
        )
        if not fine:
            kept = Path(tempfile.mkdtemp(prefix="soak-"))
            (kept / "service.log").write_text(desk.told(), encoding="utf-8")
            (kept / "found.json").write_text(json.dumps(same(found), indent=1), encoding="utf-8")
            (kept / "expected.json").write_text(json.dumps(expected, indent=1), encoding="utf-8")
            say(f"  the log and both ledgers lie in {kept}")
        return fine


def say(line: str) -> None:
    """Report at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def killed(desk, services, _broker) -> None:
    """Kill a whole service, whatever it has in hand, and start it again."""
    number = random.randrange(len(services))
    kill(services[number])
    services[number] = desk.start("run", "--processes", "1")


def emptied(_desk, _services, broker) -> None:
    """Empty the broker, and start it anew."""
    broker.flush()
    broker.stop()
    time.sleep(random.uniform(0, 2))
    broker.start()


FAULTS = {"kill -9": killed, "flushed and restarted": emptied}


def a_desk(folder, address, told, **more) -> Newsdesk:
    """Give a newsdesk, with the newsroom and the organisations that were named."""
    desk = Newsdesk(folder, database=address, **more)
    if told.config:
        newsroom = re.search(
            r"^\[newsroom\]\n.*?(?=^\[|\Z)", told.config.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        text = desk.config.read_text(encoding="utf-8")
        desk.config.write_text(newsroom.group() + text[text.index("[database]") :], encoding="utf-8")
    if told.organisations:
        desk.tell("open", "--from", str(told.organisations)).check_returncode()
    return desk


def imported(folder: Path, mails, told) -> object:
    """Give the ledger as import makes it."""
    made(folder / "mail")
    for number, mail in enumerate(mails):
        (folder / "mail" / f"{number:05}.eml").write_bytes(mail)
    with a_desk(folder, f"sqlite:///{folder / 'ledger.db'}", told) as desk:
        desk.tell("import", str(folder / "mail")).check_returncode()
        return same(desk.ledger())


def in_crlf(mail: bytes) -> bytes:
    """Give a mail as a server gives it."""
    return mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def made(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
