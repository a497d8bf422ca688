from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from threading import Barrier

import pytest

from tests.given import HARBOUR, OURS, a_mail, raw
from tests.noticed import CALENDAR, HOURS, MARA, NOW, ROOM, ZONE, a_bureau
from tests.servers.smtp import CUT, Fault, Sink, hang
from worker import intake
from worker.deadlines.reminders import Rules
from worker.delivering import sending
from worker.delivering.deliver import LEASE, deliver
from worker.delivering.note import PATIENCE
from worker.delivering.occasion import Occasion
from worker.notices.outcome import Sent
from worker.notices.quiet import Quiet
from worker.notices.server import Server
from worker.records import outbox
from worker.records.database import connect, reading, writing
from worker.records.health import notices, unsent
from worker.records.outbox import Draft, Fate

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SOON = 3 * MINUTE  # when a first failure is tried again


on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # what no database has a part in


class Post:
    """An outbox, the server that its notices go to, and the time."""

    def __init__(self, engine, sink, **fields):
        self.engine, self.sink, self.now = engine, sink, NOW
        server = Server(host="127.0.0.1", port=sink.port, tls="none", connect_timeout=2, timeout=0.5)
        self.bureau = a_bureau(**{"server": server} | fields)

    def write(self, *names, **fields):
        """Write notices that are never moot."""
        told = {"kind": "confirmation", "slug": "", "recipient": OURS, "channel": "mail", "not_before": self.now}
        about = {"says": ["It is done."], "line": None}
        drafts = [Draft(**{"key": name, "about": about, **told, **fields}) for name in names]
        with writing(self.engine) as connection:
            return outbox.write(connection, drafts, domain="newsroom.example", at=self.now)

    def deliver(self, after=timedelta(0)):
        self.now += after
        return dict(deliver(self.engine, self.occasion))

    @property
    def occasion(self):
        return Occasion(bureau=self.bureau, calendar=CALENDAR, rules=Rules(), now=self.now)

    def rows(self):
        with reading(self.engine) as connection:
            return {row.key: row for row in outbox.listing(connection, every=True)}

    def states(self):
        return {key: row.state for key, row in self.rows().items()}

    def copies(self):
        """How often the server has each notice, by its key."""
        return {key: len(self.sink.mails.get(row.message_id, ())) for key, row in self.rows().items()}

    def sign(self):
        with reading(self.engine) as connection:
            return unsent(connection, self.now)

    def outbox_is_well(self):
        return self.sign().well

    def need_a_person(self):
        with reading(self.engine) as connection:
            found = notices(connection)
        return found.failed, found.doubtful


@pytest.fixture
def sink():
    with Sink() as server:
        yield server


@pytest.fixture
def post(engine, sink):
    return Post(engine, sink)


@on_sqlite
def test_a_server_that_is_not_there_is_called_again_until_it_is(post):
    post.write("a", "b")
    with post.sink.closed():
        assert post.deliver() == {"to be tried again": 2}
        assert post.deliver(20 * timedelta(seconds=1)) == {}
        assert post.deliver(SOON) == {"to be tried again": 2}

    assert post.deliver(10 * MINUTE) == {"sent": 2}
    assert post.deliver(HOUR) == {}
    assert post.copies() == {"a": 1, "b": 1}


SURELY_NOT_TAKEN = {
    "refused at the greeting": Fault("connect", "421 4.3.2 closing", times=1),
    "cut at the greeting": Fault("connect", CUT, times=1),
    "silent at EHLO": hang("ehlo"),
    "later at MAIL": Fault("mail", "451 4.3.0 later", times=1),
    "later at RCPT": Fault("rcpt", "450 4.2.0 greylisted", times=1),
    "cut at RCPT": Fault("rcpt", CUT, times=1),
    "silent at RCPT": hang("rcpt"),
    "later at DATA": Fault("data", "452 4.3.1 no room", times=1),
    "later after DATA": Fault("end", "451 4.3.0 later", times=1),
    "closing after DATA": Fault("end", "421 4.3.0 closing", times=1),
}


@on_sqlite
@pytest.mark.parametrize("fault", SURELY_NOT_TAKEN.values(), ids=SURELY_NOT_TAKEN)
def test_what_was_surely_not_taken_is_sent_later_and_once(post, fault):
    post.write("a")
    post.sink.fault = fault

    assert post.deliver() == {"to be tried again": 1}
    assert post.rows()["a"].why
    assert post.copies() == {"a": 0}
    post.sink.fault = None
    assert post.deliver(SOON) == {"sent": 1}
    assert post.deliver(5 * HOUR) == {}
    assert (post.copies(), post.rows()["a"].doubts) == ({"a": 1}, 0)


@on_sqlite
def test_a_slow_server_is_waited_for(post):
    post.write("a")
    post.sink.fault = Fault("taken", "250 2.0.0 OK", delay=0.2)

    assert post.deliver() == {"sent": 1}
    assert post.copies() == {"a": 1}


MAY_HAVE_BEEN_TAKEN = {
    "cut in the octets": (Fault("body", CUT, times=1), 0),
    "cut when all octets came": (Fault("end", CUT, times=1), 0),
    "cut before the 250 was said": (Fault("taken", CUT, times=1), 1),
    "silent for ever": (Fault("taken", delay=3600, times=1), 1),
}


@on_sqlite
@pytest.mark.parametrize(("fault", "taken"), MAY_HAVE_BEEN_TAKEN.values(), ids=MAY_HAVE_BEEN_TAKEN)
def test_what_may_have_been_taken_is_sent_once_more_by_the_same_name(post, fault, taken):
    post.write("a")
    post.sink.fault = fault

    assert post.deliver() == {"in doubt": 1}
    assert post.copies() == {"a": taken}
    assert post.deliver(SOON) == {"sent": 1}
    assert post.deliver(5 * HOUR) == {}
    assert post.copies() == {"a": taken + 1}
    assert len(post.sink.mails) == 1


def test_what_was_in_doubt_twice_waits_for_a_person(post):
    post.write("a")
    post.sink.fault = Fault("taken", CUT)
    for _ in range(5):
        post.deliver(HOUR)

    assert post.copies() == {"a": 2}
    assert post.states() == {"a": Fate.DOUBTFUL}
    assert post.need_a_person() == (0, 1)

    post.sink.fault = None
    with writing(post.engine) as connection:
        outbox.retry(connection, post.rows()["a"].token, at=post.now)
    assert post.deliver() == {"sent": 1}
    assert post.need_a_person() == (0, 0)


@on_sqlite
@pytest.mark.parametrize("stage", ["rcpt", "data", "end"])
def test_what_is_refused_fails_at_once_keeps_no_other_and_can_be_sent_by_hand(post, stage):
    post.write("a", "b", "c")
    post.sink.fault = Fault(stage, "550 5.7.1 no", times=1)

    assert post.deliver() == {"failed": 1, "sent": 2}
    assert post.deliver(5 * HOUR) == {}
    (failed,) = [row for row in post.rows().values() if row.state == Fate.FAILED]
    assert "5.7.1 no" in failed.why
    assert post.need_a_person() == (1, 0)

    with writing(post.engine) as connection:
        outbox.retry(connection, failed.token, at=post.now)
    assert post.deliver() == {"sent": 1}
    assert post.copies() == {"a": 1, "b": 1, "c": 1}


@on_sqlite
def test_a_channel_is_told_the_title_once(post, monkeypatch):
    told = []
    monkeypatch.setattr(sending, "tell", lambda _url, *words: told.append(words) or Sent())
    post.bureau = replace(post.bureau, channels={"hook": "json://localhost"})
    post.write("a", channel="hook", about={"says": ["It is done.", "All of it."], "line": None})
    post.deliver()

    ((title, body),) = told
    assert title == "It is done."
    assert title not in body


LATER = Fault("rcpt", "450 4.2.0 greylisted")


@on_sqlite
def test_what_is_put_off_for_days_is_left_to_a_person(post):
    post.write("a")
    post.sink.fault = LATER
    tried = 0
    while post.states() == {"a": Fate.PENDING}:
        tried += bool(post.deliver(HOUR))

    assert post.states() == {"a": Fate.FAILED}
    assert post.now - NOW > PATIENCE
    assert 15 < tried < 50  # it is called less often as time goes on


OF_THE_HOUSE = {
    "no server": (lambda post: post.sink.closed(), "takes no connection"),
    "a login is wanted": (lambda post: faulty(post, Fault("mail", "530 5.7.0 Log in")), "wants a login"),
    "no mail from us": (lambda post: faulty(post, Fault("connect", "554 5.3.2 No")), "takes nothing from us"),
    "not our sender": (lambda post: faulty(post, Fault("mail", "553 5.7.1 Not owned")), "answers MAIL: 553 5.7.1"),
    "no TLS": (lambda post: speaking(post, tls="starttls"), "offers no STARTTLS"),
}


@contextmanager
def faulty(post, fault):
    post.sink.fault = fault
    yield
    post.sink.fault = None


@contextmanager
def speaking(post, **fields):
    before = post.bureau
    post.bureau = replace(before, server=replace(before.server, **fields))
    yield
    post.bureau = before


@on_sqlite
@pytest.mark.parametrize(("trouble", "why"), OF_THE_HOUSE.values(), ids=OF_THE_HOUSE)
def test_no_notice_is_given_up_for_what_keeps_all_from_leaving(post, trouble, why):
    post.write("a", "b")
    with trouble(post):
        for _ in range(10):
            post.deliver(9 * HOUR)
        assert post.now - NOW > PATIENCE
        assert {(row.state, why in row.why) for row in post.rows().values()} == {(Fate.PENDING, True)}

    assert post.deliver(2 * HOUR) == {"sent": 2}
    assert post.copies() == {"a": 1, "b": 1}


SEEN_AT_ONCE = {name: name != "no server" for name in OF_THE_HOUSE}


@on_sqlite
@pytest.mark.parametrize("name", OF_THE_HOUSE)
def test_status_is_not_well_at_once_where_a_person_must_change_something_and_else_soon(post, name):
    trouble, why = OF_THE_HOUSE[name]
    post.write("a", "b")
    with trouble(post):
        post.deliver()
        assert post.outbox_is_well() is not SEEN_AT_ONCE[name]
        for _ in range(6):
            post.deliver(MINUTE)
        assert post.outbox_is_well() is False
        assert post.sign().says.startswith("2 wait: ")
        assert why in post.sign().says

    post.deliver(HOUR)
    assert (post.outbox_is_well(), post.sign().says) == (True, "nothing waits")


@on_sqlite
def test_after_days_without_a_server_what_is_put_off_for_once_is_not_given_up(post):
    post.write("a")
    with post.sink.closed():
        for _ in range(10):
            post.deliver(9 * HOUR)
    post.sink.fault = LATER

    assert post.deliver(2 * HOUR) == {"to be tried again": 1}
    assert post.states() == {"a": Fate.PENDING}


@on_sqlite
def test_what_became_moot_meanwhile_goes_though_nothing_leaves(post):
    about = {"deadline": "0000000000", "step": "due", "due": NOW.isoformat()}
    with post.sink.closed():
        post.write("a", kind="reminder", slug="pier", about=about)
        assert post.deliver(HOUR) == {"moot": 1}


@on_sqlite
def test_a_line_that_is_cut_midway_loses_and_repeats_nothing_of_the_others(post):
    post.write(*"abcdef")
    post.sink.fault = Fault("mail", CUT, times=1)
    post.deliver()
    post.deliver(SOON)

    assert set(post.copies().values()) == {1}


DYING = """
import os, signal, sys
from datetime import datetime
from tests.servers.smtp import Sink
from tests.test_delivering import Post
from worker.delivering import deliver as delivering
from worker.records.database import connect

class There:
    port = int(sys.argv[2])

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

post = Post(connect(sys.argv[1]), There)
post.now = datetime.fromisoformat(sys.argv[3])
setattr(delivering, sys.argv[4], die)
post.deliver()
"""


def killed(post, url, where):
    """Let another process deliver, and be killed where it would go on to something."""
    arguments = [sys.executable, "-c", DYING, url, str(post.sink.port), post.now.isoformat(), where]
    ended = subprocess.run(
        arguments, check=False, timeout=60, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert ended.returncode == -signal.SIGKILL


def test_who_is_killed_between_sending_and_noting_causes_one_repeat_and_then_asks_a_person(post, url):
    post.write("a")
    killed(post, url, "note")
    assert (post.copies(), post.states()) == ({"a": 1}, {"a": Fate.SENDING})
    assert post.deliver(LEASE - MINUTE) == {}

    post.now += 2 * MINUTE
    killed(post, url, "note")
    assert post.copies() == {"a": 2}

    assert post.deliver(LEASE + MINUTE) == {}
    assert (post.copies(), post.states()) == ({"a": 2}, {"a": Fate.DOUBTFUL})


def test_who_is_killed_once_between_sending_and_noting_causes_one_repeat(post, url):
    post.write("a", "b")
    killed(post, url, "note")  # of the first

    assert post.deliver(LEASE + MINUTE) == {"sent": 2}
    assert sorted(post.copies().values()) == [1, 2]
    assert len(post.sink.mails) == 2


def test_who_is_killed_before_sending_loses_nothing(post, url):
    post.write("a")
    killed(post, url, "sending")

    assert post.deliver(LEASE + MINUTE) == {"sent": 1}
    assert post.copies() == {"a": 1}


def at_once(*posts):
    """Let several deliver at the same moment."""
    together = Barrier(len(posts))

    def one(post):
        together.wait()
        return post.deliver()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(one, posts))


@pytest.fixture
def colleague(post, url):
    """Give another worker on the same outbox."""
    engine = connect(url)
    yield Post(engine, post.sink)
    engine.dispose()


def test_two_workers_send_nothing_twice(post, colleague):
    names = [f"n{number}" for number in range(60)]
    for each in (post, colleague):
        each.bureau = replace(each.bureau, per_hour=1000)
    post.write(*names)
    became = at_once(post, colleague)

    assert sum(each.get("sent", 0) for each in became) == 60
    assert post.copies() == dict.fromkeys(names, 1)


def test_two_workers_keep_the_cap_of_an_hour_together(post, colleague):
    post.write(*[f"n{number}" for number in range(60)])
    at_once(post, colleague)

    assert len(post.sink.taken) <= 20
    assert Fate.PENDING not in post.states().values()


def test_beyond_the_cap_of_an_hour_all_that_is_left_is_told_in_one(post):
    post.write(*[f"n{number:02}" for number in range(50)])

    assert post.deliver() == {"sent": 20}
    states = [row.state for _, row in sorted(post.rows().items()) if row.kind != "together"]
    assert states == [Fate.SENT] * 19 + [Fate.TOGETHER] * 31
    assert "31 notices at once" in post.sink.taken[-1].octets.decode()


@on_sqlite
def test_what_is_written_within_a_full_hour_waits_until_there_is_room(post):
    post.write(*[f"n{number}" for number in range(20)])
    assert post.deliver() == {"sent": 20}
    post.write("one more", "and another")

    assert post.deliver(MINUTE) == {}
    assert post.deliver(HOUR - 10 * MINUTE) == {}
    assert post.deliver(15 * MINUTE) == {"sent": 2}
    assert post.copies()["one more"] == 1


@on_sqlite
def test_the_cap_is_of_each_person(post):
    post.write(*[f"n{number}" for number in range(20)])
    post.write("hers", recipient="ole@newsroom.example")

    assert post.deliver() == {"sent": 21}


EVENING = Quiet(begins=time(19), ends=time(8), zone=ZONE)


@on_sqlite
def test_nothing_is_heard_in_quiet_hours(engine, sink):
    post = Post(engine, sink, reporters=(replace(MARA, quiet=EVENING),))
    post.now = NOW.replace(hour=19)
    post.write("a")

    assert post.deliver() == {}
    assert post.deliver(13 * HOUR - MINUTE) == {}
    assert post.deliver(MINUTE) == {"sent": 1}
    assert post.rows()["a"].sent_at == datetime(2023, 7, 6, 8, tzinfo=ZONE)


@on_sqlite
def test_several_in_one_wait_for_the_morning_with_what_must_not_be_told_at_night(post, monkeypatch):
    from worker.delivering import drawn_up  # noqa: PLC0415 - what is put in its place
    from worker.delivering.verdict import Later  # noqa: PLC0415 - the same

    def by_day(shelf, row, person):
        if not HOURS.open(post.now):
            return Later(HOURS.next_open(post.now))
        return drawn_up.confirmed(shelf, row, person)

    monkeypatch.setitem(drawn_up.KINDS, "reminder", by_day)
    post.bureau = replace(post.bureau, per_hour=1)
    post.now = NOW.replace(hour=17, minute=59)
    post.write("by day", kind="reminder")
    post.write("whenever")
    with post.sink.closed():
        assert post.deliver() == {"to be tried again": 1}

    assert post.deliver(HOUR) == {}
    assert post.deliver(HOURS.next_open(post.now) - post.now) == {"sent": 1}
    assert "2 notices at once" in post.sink.taken[0].octets.decode()


def test_a_notice_that_cannot_be_drawn_up_keeps_no_other_and_is_seen(post):
    post.write("broken", about={})
    post.write("whole")

    assert post.deliver() == {"failed": 1, "sent": 1}
    assert post.need_a_person() == (1, 0)
    assert "can't be drawn up" in post.rows()["broken"].why


@on_sqlite
def test_a_digest_that_could_not_be_sent_in_its_week_is_not_sent_in_the_next(post):
    post.write("digest:2023-W26", kind="digest", about={"week": "2023-W26"})

    assert post.deliver() == {"moot": 1}
    assert post.rows()["digest:2023-W26"].why == "its week is over"


@on_sqlite
def test_a_digest_tells_of_mail_that_is_held_from_any_address_of_a_person(post):
    mara = replace(MARA, others=frozenset({"mara@elsewhere.example"}))
    ours = replace(ROOM, addresses=mara.others)
    unproved = a_mail(sender="Mara@Elsewhere.example", to=HARBOUR, words="Please answer.")
    intake.receive(post.engine, [raw(unproved, trusted=False)], ours, now=NOW)
    post.bureau = replace(post.bureau, reporters=(mara,), newsroom=ours)
    post.write("digest:2023-W27", kind="digest", about={"week": "2023-W27"})

    assert post.deliver() == {"sent": 1}
    assert "mara@elsewhere.example" in post.sink.taken[0].octets.decode().lower()
