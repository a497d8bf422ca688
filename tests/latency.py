"""How long a mail takes from the mail server to its record: the real service on a real Dovecot, mail by mail.

python -m tests.latency [--mails 20]
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.load import LETTERS, letter
from tests.newsdesk import Newsdesk, comes_true
from tests.servers.dovecot import Dovecot

STATUS = text("SELECT status FROM mails WHERE sha256 = :digest")


def main() -> int:
    """Deliver, wait until it is filed, and report the median and the longest."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--mails", type=int, default=20)
    number = asked.parse_args().mails
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        dovecot = stack.enter_context(Dovecot())
        address = f"sqlite:///{folder / 'ledger.db'}"
        desk = stack.enter_context(Newsdesk(folder, database=address, port=dovecot.port))
        desk.start("run")
        assert comes_true(lambda: desk.signs().get("beat"), within=30)
        engine = create_engine(address)
        took = []
        for at in range(number):
            mail = letter(*divmod(at, LETTERS)).replace(b"\n", b"\r\n")
            digest = {"digest": hashlib.sha256(mail).hexdigest()}
            began = time.monotonic()
            dovecot.deliver(mail)
            assert comes_true(lambda: filed(engine, digest), within=60, every=0.01)  # noqa: B023 - called at once
            took.append(time.monotonic() - began)
    sys.stdout.write(f"{number} mails: median {statistics.median(took):.2f} s, longest {max(took):.2f} s\n")
    return 0


def filed(engine, digest) -> bool:
    """Tell whether a mail is read and placed."""
    with engine.connect() as connection:
        return connection.execute(STATUS, digest).scalar() not in {None, "pending"}


if __name__ == "__main__":
    sys.exit(main())
