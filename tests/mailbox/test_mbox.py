from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mailbox.mbox import mails, told_time

TWO = b"""From ann@gazette.example Thu Jul  6 21:00:00 2023
Subject: one

Dear all,

From our last letter you know this.
>From now on it is quoted.
>>From here too.

From - Fri Jul 07 08:30:05 2023
Subject: two

Yes.
"""


def lines(octets: bytes) -> list[bytes]:
    return octets.splitlines(keepends=True)


def test_each_mail_of_an_archive_comes_with_its_time_of_delivery():
    (one, first), (two, second) = mails(lines(TWO))

    assert one.startswith(b"Subject: one\n")
    assert two == b"Subject: two\n\nYes.\n"
    assert first == datetime(2023, 7, 6, 21, tzinfo=UTC)
    assert second == datetime(2023, 7, 7, 8, 30, 5, tzinfo=UTC)


def test_a_paragraph_that_begins_with_from_opens_no_mail_and_what_was_quoted_is_restored():
    (one, _), _ = mails(lines(TWO))

    assert b"\nFrom our last letter you know this.\nFrom now on it is quoted.\n>From here too.\n" in one


def test_an_archive_whose_marks_tell_no_time_is_parted_all_the_same():
    octets = b"From ann\nSubject: one\n\nYes.\n\nFrom bob\nSubject: two\n\nNo.\n"

    assert list(mails(lines(octets))) == [(b"Subject: one\n\nYes.\n", None), (b"Subject: two\n\nNo.\n", None)]


def test_an_archive_without_end_is_read_one_mail_at_a_time():
    endless = mails(itertools.cycle(lines(TWO + b"\n")))

    assert len(list(itertools.islice(endless, 5))) == 5


def test_line_ends_stay_as_they_are():
    octets = TWO.replace(b"\n", b"\r\n")

    assert [m.count(b"\r\n") for m, _ in mails(lines(octets))] == [7, 3]


@pytest.mark.parametrize(
    ("mark", "at"),
    [
        (b"From 17@xxx Thu Jul 06 21:00:00 +0000 2023\n", datetime(2023, 7, 6, 21, tzinfo=UTC)),
        (b"From ann Thu Jul  6 21:00 2023\n", datetime(2023, 7, 6, 21, tzinfo=UTC)),
        (b"From ann Thu Jul  6 21:00:60 UTC 2023\n", datetime(2023, 7, 6, 21, 0, 59, tzinfo=UTC)),
        (b"From ann Thu Jul 36 21:00:00 2023\n", None),
        (b"From ann Thu Abc  6 21:00:00 2023\n", None),
        (b"From ann\n", None),
        (b"From " + b"Jul " * 100_000, None),
    ],
)
def test_the_time_of_a_mark_is_read_where_it_is_readable(mark, at):
    assert told_time(mark) == at


@given(st.lists(st.text(alphabet="aF>rom \n", max_size=40), min_size=1, max_size=4))
def test_what_was_quoted_and_joined_comes_apart_as_it_was(texts):
    bodies = [f"Subject: x\n\n{t}\n".encode() for t in texts]
    quoted = [b"".join(b">" + li if li.lstrip(b">").startswith(b"From ") else li for li in lines(b)) for b in bodies]

    archive = b"".join(b"From ann Thu Jul  6 21:00:00 2023\n" + q + b"\n" for q in quoted)

    assert [m for m, _ in mails(lines(archive))] == bodies
