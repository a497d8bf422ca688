"""Very much, or very slow, delivery keeps nobody else waiting and makes nothing doubtful."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

import pytest

from tests.given import HARBOUR, OURS, a_reply_to
from tests.noticed import NOW, Newsdesk, a_letter
from tests.servers.smtp import Fault, Sink
from tests.test_delivering import HOUR, MINUTE, Post
from worker.delivering import deliver as delivering
from worker.delivering import drawn_up
from worker.records import correspondences
from worker.records.outbox import Fate

LATE = NOW + 48 * HOUR  # a letter that asks for an answer by July 5 is overdue by two days
THEIRS = {"Authentication_Results": "mx.newsroom.example; dmarc=pass header.from=harbour.example"}

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


@pytest.fixture
def post(engine, sink):
    return Post(engine, sink)


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(delivering, "monotonic", clock)
    return clock


def test_many_of_one_record_cost_seconds_and_read_it_once(post, monkeypatch):
    desk = Newsdesk(post.engine)
    words = " ".join(f"We ask this for the {n}th time." for n in range(2000))
    desk.receive(a_letter(words=f"Please answer by July 5, 2023. {words}"))
    [deadline] = desk.deadlines()
    read = []
    some = correspondences.some
    monkeypatch.setattr(correspondences, "some", lambda *given: read.append(given[1]) or some(*given))
    post.now = LATE
    about = {"deadline": deadline.id, "step": "after 1"}
    post.write(*[f"n{n:04}" for n in range(1400)], kind="reminder", slug=deadline.slug, about=about)

    before = time.process_time()
    became = post.deliver()
    assert time.process_time() - before < 20
    assert became == {"sent": 20}
    assert len(read) == 1
    assert max(len(mail.octets) for mail in post.sink.taken) < 102_000


def test_a_record_that_changes_while_it_is_delivered_is_read_anew(post, monkeypatch):
    desk = Newsdesk(post.engine)
    letter = a_letter(words="Please answer by July 5, 2023.")
    desk.receive(letter)
    [deadline] = desk.deadlines()
    post.now = LATE
    about = {"deadline": deadline.id, "step": "after 1"}
    post.write(*[f"n{n:02}" for n in range(12)], kind="reminder", slug=deadline.slug, about=about)
    sending = delivering.sending

    def answered(drawn, occasion):
        desk.archive(a_reply_to(letter, sender=HARBOUR, words="The pier is ours.", sent_at=NOW + MINUTE, **THEIRS))
        yield from sending(drawn, occasion)

    monkeypatch.setattr(delivering, "sending", answered)

    assert post.deliver() == {"sent": 10, "moot": 3}  # the receipt of the letter is the first


def test_one_that_is_broken_keeps_no_other_of_those_told_together(post, caplog):
    caplog.set_level(logging.CRITICAL)
    post.bureau = replace(post.bureau, per_hour=1)
    post.write("broken", about={})
    post.write("whole")

    assert post.deliver() == {"sent": 1}
    octets = post.sink.taken[0].octets.decode()
    assert "It is done." in octets
    assert "1 notice can't be drawn up" in octets


def test_a_batch_that_is_slow_ends_long_before_its_lease(post, clock, monkeypatch):
    attempted, leases = drawn_up.attempted, []

    def slowly(*given):
        clock.at += 400
        leases.append(clock.at)
        return attempted(*given)

    monkeypatch.setattr(delivering, "attempted", slowly)
    post.write(*[f"n{n}" for n in range(5)])

    assert post.deliver() == {"sent": 5}
    assert {(row.doubts, row.attempts) for row in post.rows().values()} == {(0, 1)}
    assert len(leases) == 5


def test_what_a_slow_server_left_no_time_for_is_begun_anew(post, clock, monkeypatch):
    sending, begun = delivering.sending, []

    def slowly(drawn, occasion):
        begun.append(len(drawn))
        for outcome in sending(drawn, occasion):
            clock.at += 200
            yield outcome

    monkeypatch.setattr(delivering, "sending", slowly)
    post.write(*[f"n{n}" for n in range(5)])

    assert post.deliver() == {"sent": 5}
    assert begun == [5, 3, 1]
    assert post.copies() == {f"n{n}": 1 for n in range(5)}
    assert {(row.doubts, row.attempts) for row in post.rows().values()} == {(0, 1)}


def test_a_lease_counts_from_when_it_is_taken(post, clock, monkeypatch):
    sending, until = delivering.sending, []

    def slowly(drawn, occasion):
        until.extend(row.leased_until - post.now for row, _ in drawn)
        clock.at += 3600
        yield from sending(drawn, occasion)

    monkeypatch.setattr(delivering, "sending", slowly)
    post.write("a", "b")
    post.deliver()

    assert until == [delivering.LEASE, delivering.LEASE, delivering.LEASE + HOUR]


def test_who_is_stopped_while_drawing_up_leaves_only_the_one_in_hand_to_its_lease(post, monkeypatch):
    attempted = drawn_up.attempted

    def stopped(shelf, row):
        if row.key == "endless":
            raise KeyboardInterrupt
        return attempted(shelf, row)

    monkeypatch.setattr(delivering, "attempted", stopped)
    post.write("a", "endless", "b")
    with pytest.raises(KeyboardInterrupt):
        post.deliver()

    assert post.states() == {"a": Fate.PENDING, "endless": Fate.SENDING, "b": Fate.PENDING}
    assert post.deliver(MINUTE) == {"sent": 2}


POISON = ["mara..lind@newsroom.example", "ma[ra@newsroom.example", "mära@newsroom.example"]


@pytest.mark.parametrize("recipient", POISON)
def test_an_address_that_no_mail_can_be_written_to_fails_alone_with_a_reason(post, recipient, caplog):
    caplog.set_level(logging.CRITICAL)
    post.write("poison", recipient=recipient)
    post.write("a", "b", recipient=OURS)

    assert post.deliver() == {"failed": 1, "sent": 2}
    assert "can't be written in the head of a mail" in post.rows()["poison"].why


def test_what_is_told_by_chat_is_told_inert(post, monkeypatch):
    from worker.delivering import sending  # noqa: PLC0415 - what is put in its place
    from worker.notices.outcome import Sent  # noqa: PLC0415 - the same

    told = []
    monkeypatch.setattr(sending, "tell", lambda _url, *words: told.append(words) or Sent())
    post.bureau = replace(post.bureau, channels={"chat": "json://localhost"})
    post.write("a", channel="chat", about={"says": ["@everyone", "<!here> [x](https://e.example)"], "line": None})

    assert post.deliver() == {"sent": 1}
    assert not [words for words in told[0] if "@" in words or "<" in words or "://" in words]


def test_what_is_told_in_one_is_told_still_when_that_one_is_told_with_others(post):
    post.bureau = replace(post.bureau, per_hour=1)
    for name in "abc":
        post.write(name, about={"says": [f"The {name} is done."], "line": None})
    post.sink.fault = Fault("rcpt", "450 4.2.0 greylisted", times=2)
    assert post.deliver() == {"to be tried again": 1}
    post.write("d", about={"says": ["The d is done."], "line": None})
    assert post.deliver(10 * MINUTE) == {"to be tried again": 1}
    post.write("e", about={"says": ["The e is done."], "line": None})

    assert post.deliver(10 * MINUTE) == {"sent": 1}
    [mail] = post.sink.taken
    assert [name for name in "abcde" if f"The {name} is done." in mail.octets.decode()] == [*"abcde"]
    assert set(post.states().values()) == {Fate.SENT, Fate.TOGETHER}
