"""How much mail a machine files: invented letters with their quoted history, imported as a newsroom would.

    python -m tests.load [--mails 10000]

Prints mails a second, from the start of ``onrecord import`` to its end, and the most memory it held.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.given import MONDAY, an_inquiry

CONFIG = """
[newsroom]
domains = ["newsroom.example"]
mailbox_addresses = ["desk@newsroom.example"]
"""
LETTERS = 10  # on each record
SENTENCE = "In case {n} we should like to know when the harbour was told, by whom, and what was done about it since. "


def main() -> int:
    """Write the mails, import them, and report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--mails", type=int, default=10_000)
    number = asked.parse_args().mails
    with tempfile.TemporaryDirectory() as folder:
        config, mail = Path(folder, "onrecord.toml"), Path(folder, "mail")
        config.write_text(CONFIG, encoding="utf-8")
        mail.mkdir()
        octets = 0
        for at in range(number):
            octets += Path(mail, f"{at:07}.eml").write_bytes(letter(*divmod(at, LETTERS)))
        began = time.monotonic()
        command = [sys.executable, "-m", "worker", "--config", str(config), "import", str(mail)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        took = time.monotonic() - began
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told = (done.stdout + done.stderr).strip().splitlines()[0]
    sys.stdout.write(f"{told}; {octets / number / 1000:.1f} KB each; {number / took:.0f} mails/s; {most:.0f} MB\n")
    return 0


def letter(record: int, step: int) -> bytes:
    """Write a letter that quotes the one before it, which quotes the one before that."""
    ours, theirs = "mara@newsroom.example", f"press@harbour{record}.example"
    text = ""
    for at in range(step + 1):
        day = MONDAY + timedelta(days=at)
        quoted = "".join(f"> {line}\n" for line in text.splitlines())
        before = f"On {day - timedelta(days=1):%a, %b %d, %Y at %H:%M} {ours if at % 2 else theirs} wrote:\n\n{quoted}"
        text = f"Dear all,\n\n{SENTENCE.format(n=record) * 3}\n\nKind regards,\n\n{before if at else ''}"
    sender, to = (theirs, ours) if step % 2 else (ours, theirs)
    cited = {"References": " ".join(f"<{record}.{at}@letters.example>" for at in range(step))} if step else {}
    mail = an_inquiry(to, sender=sender, words=text, subject=f"Case {record}", sent_at=day, **cited)
    mail.replace_header("Message-ID", f"<{record}.{step}@letters.example>")
    return mail.as_bytes()


if __name__ == "__main__":
    sys.exit(main())
