from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from html import unescape
from importlib import resources
from urllib.request import urlopen

import pytest
from rich.console import Console

from worker.cli import showing

HEAD = """Harvest Labour Standards Board (HLSB)
United Kingdom
June 21, 2023 - February 27, 2024
10 inquiries
9 replies
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The command as a person runs it, in an empty folder with an empty environment."""
    folder = tmp_path_factory.mktemp("empty")
    told = subprocess.run(
        [sys.executable, "-m", "worker", "demo", "--keep", "kept"],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(resources.files("worker").joinpath(".."))},
        timeout=60,
    )
    return folder, told


def test_it_needs_nothing_and_says_nothing_beside_what_it_shows(ran):
    _, told = ran

    assert told.returncode == 0
    assert told.stderr == ""


def test_it_shows_the_record_as_its_page_tells_it(ran):
    _, told = ran
    record = told.stdout.partition(HEAD)[2]

    assert told.stdout.count(HEAD) == 1
    assert len(re.findall(r"^\[\w+\] \w+ \d+, 202[34]: ", record, re.MULTILINE)) == 19
    assert "Future correspondence will be added here as this conversation continues." in record


def test_it_tells_below_a_letter_what_came_of_the_dates_it_sets(ran):
    _, told = ran

    assert "by close of business on July 6, 2023 (due July 6, 2023, 17:00 EDT): answered a day late" in told.stdout
    assert "mid-August (due August 15, 2023, 17:00 UTC+01:00): kept 9 days late" in told.stdout


def test_it_tells_of_each_mail_what_became_of_it(ran):
    _, told = ran
    table = told.stdout.partition(HEAD)[0]
    rows = re.findall(r"^202[34]-\d\d-\d\d .*", table, re.MULTILINE)
    fates = [next(f for f in ("filed on HLSB", "twin", "held", "ignored") if f in row) for row in rows]

    assert {fate: fates.count(fate) for fate in fates} == {"filed on HLSB": 19, "twin": 1, "held": 2, "ignored": 2}


def test_it_tells_what_came_of_each_deadline(ran):
    _, told = ran
    told = told.stdout.partition("6 deadlines were read")[2]

    assert re.search(r"2023-07-06 17:00 +asked for +by close of business on July 6, 2023 +answered a day late", told)
    assert re.search(r"2023-08-15 12:00 +promised for +by mid-August +kept 9 days late", told)
    assert re.search(r"by June 30, 2023 +acknowledged, answered in time", told)


def test_it_tells_who_was_mailed_when_and_counts_the_rest(ran):
    _, told = ran
    mailed = told.stdout.partition("notices were mailed")[2].partition("One of them")[0]

    assert len(re.findall(r"^202[34]-\d\d-\d\d \d\d:\d\d  Nora Achterberg  reminder: ", mailed, re.MULTILINE)) == 18
    assert re.search(r'^2023-08-16 09:24  Nora Achterberg  confirmation +"snooze to Monday"', mailed, re.MULTILINE)
    assert re.search(r"^and \d+ receipts for mail that was brought in: ", mailed, re.MULTILINE)
    assert re.search(r"^and \d+ digests of a week: ", mailed, re.MULTILINE)


def test_it_shows_one_reminder_as_mail_with_what_was_answered_and_what_was_done(ran):
    _, told = ran
    shown = told.stdout.partition("One of them, as it was mailed:")[2].partition("Held, for a person")[0]
    mail, _, answer = shown.partition("A reporter can answer it with one line.")

    for line in (
        "  To: Nora Achterberg <nora@longshore.example>",
        "  Subject: On the Record: Harvest Labour Standards Board",
        "  Auto-Submitted: auto-generated",
        "  Attached: deadline.ics",
        "  “We will send you its findings by mid-August.”",
        "  Reply with one line:",
    ):
        assert line in mail.splitlines()
    assert "\n  snooze to Monday\n" in answer
    assert "\n  No reminder before Monday, August 21, 2023, 00:00 EDT" in answer


def test_it_tells_of_the_rest_with_the_reasons(ran):
    _, told = ran
    rest = told.stdout.partition("Future correspondence")[2]

    for reason in ("a stranger who names a record", "claims to be ours and failed authentication", "bulk mail"):
        assert reason in rest


def test_without_a_terminal_it_is_plain(ran):
    _, told = ran

    assert "\x1b" not in told.stdout


def test_its_public_page_lies_where_it_says(ran):
    folder, told = ran
    page = folder / re.search(r"^The public page: (.+)$", told.stdout, re.MULTILINE)[1]

    assert page.is_relative_to(folder / "kept" / "public")
    assert "Harvest Labour Standards Board (HLSB)" in page.read_text("utf-8")


def test_what_it_says_to_try_next_works(ran):
    folder, told = ran
    held = re.search(r"onrecord file (\w+) (\S+)", told.stdout)

    done = subprocess.run(
        [sys.executable, "-m", "worker", "--config", "kept/onrecord.toml", "file", held[1], held[2]],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(resources.files("worker").joinpath(".."))},
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_it_serves_the_pages_until_it_is_asked_to_end(tmp_path):
    served = subprocess.Popen(
        [sys.executable, "-m", "worker", "demo", "--serve"],
        cwd=tmp_path,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(resources.files("worker").joinpath(".."))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with served:
        address = next(line.split()[-1] for line in served.stdout if line.startswith("The record:"))
        with urlopen(address, timeout=5) as page:
            text = page.read().decode()
        served.send_signal(signal.SIGTERM)
        _, errors = served.communicate(timeout=20)

    assert "Harvest Labour Standards Board (HLSB)" in text
    assert (served.returncode, errors) == (0, "")
    assert not list(tmp_path.iterdir())


def test_a_terminal_gets_colours(done):
    console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=80)

    showing.tell(console, done)

    assert "\x1b[32mfiled on HLSB" in console.file.getvalue()


def test_the_picture_in_the_readme_is_what_it_shows(done, tmp_path):
    shown = resources.files("worker.demo").joinpath("demo.svg").read_text(encoding="utf-8")

    showing.draw(done, tmp_path / "demo.svg")

    assert drawn(shown) == drawn((tmp_path / "demo.svg").read_text(encoding="utf-8"))


def drawn(svg):
    return unescape(" ".join(re.findall(r">([^<]+)</text>", svg))).replace("\xa0", " ")
