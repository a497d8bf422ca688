from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.given import NOW, an_inquiry, raw
from tests.ledger import ledger, receive
from tests.public import release
from worker import celery, polling, tasks
from worker.errors import Refused, Transient
from worker.records import archive, pulses, troubles
from worker.records.database import reading, writing
from worker.records.turn import publishing
from worker.settings import load
from worker.settings.pages import Pages
from worker.tasks import House

CONFIG = """
[newsroom]
domains = ["newsroom.example"]
mailbox_addresses = ["desk@newsroom.example"]
[database]
url = "{url}"
[broker]
url = "{broker}"
[[mailboxes]]
name = "desk"
host = "127.0.0.1"
tls = "none"
username = "desk"
password = "secret"
"""


def a_house(folder, url="", broker="", clock=lambda: NOW):
    file = folder / "onrecord.toml"
    file.write_text(CONFIG.format(url=url or f"sqlite:///{folder / 'ledger.db'}", broker=broker), encoding="utf-8")
    return House(load(file, {}), clock)


@pytest.fixture
def house(tmp_path, url):
    house = a_house(tmp_path, url)
    yield house
    house.engine.dispose()


def store(engine, *mails):
    with writing(engine) as connection:
        return archive.store(connection, [raw(mail) for mail in mails], now=NOW).new


def brings(*mails):
    """A mailbox whose poll brings these mails."""

    def poll(engine, _account, **_told):
        return polling.Polled(new=len(mails), mails=store(engine, *mails))

    return poll


def fails(error):
    def poll(*_given, **_told):
        raise error

    return poll


def run(house, task, *args):
    """Run a task as a worker does."""
    return house.app.tasks[task](*args)


def test_a_poll_files_what_it_brings_where_there_is_but_one_process(house, monkeypatch):
    monkeypatch.setattr(polling, "poll", brings(an_inquiry(), an_inquiry("press@mill.example")))

    run(house, celery.POLL, "desk")

    assert [c.slug for c in ledger(house.engine)[0]] == ["harbour-example", "mill-example"]


def test_a_poll_sends_ids_to_the_workers_and_never_mail(tmp_path, url, monkeypatch):
    house = a_house(tmp_path, url, "redis://127.0.0.1:1/0")
    sent = []
    monkeypatch.setattr(house.app, "send_task", lambda name, args, **_told: sent.append((name, args)))
    monkeypatch.setattr(polling, "poll", brings(*(an_inquiry(words=f"Letter {n}?") for n in range(150))))

    run(house, celery.POLL, "desk")

    assert [name for name, _ in sent] == [celery.RECEIVE] * 2
    assert [len(ids) for _, (ids,) in sent] == [100, 50]
    assert all(len(digest) == 64 for _, (ids,) in sent for digest in ids)
    assert json.loads(json.dumps(sent)) == [[name, [ids]] for name, (ids,) in sent]
    house.engine.dispose()


def test_a_broker_that_is_away_keeps_no_mail_from_the_archive(tmp_path, url, monkeypatch, caplog):
    house = a_house(tmp_path, url, "redis://127.0.0.1:1/0")
    monkeypatch.setattr(polling, "poll", brings(an_inquiry()))

    run(house, celery.POLL, "desk")
    run(house, celery.RESUME)

    assert "the broker is out of reach" in caplog.text
    assert len(ledger(house.engine)[0]) == 1
    house.engine.dispose()


def test_what_is_received_twice_stands_once(house):
    new = store(house.engine, an_inquiry())

    for _ in range(2):
        run(house, celery.RECEIVE, list(new))

    assert [len(c.entries) for c in ledger(house.engine)[0]] == [1]


def test_while_others_read_nothing_is_filed_by_half(house):
    first, second = store(house.engine, an_inquiry(), an_inquiry("press@mill.example"))

    run(house, celery.RECEIVE, [first])
    before = ledger(house.engine)[0]
    run(house, celery.RECEIVE, [second])

    assert before == ()
    assert len(ledger(house.engine)[0]) == 2


@pytest.mark.parametrize("error", [Transient("the line is down"), Refused("wrong password")])
def test_a_mailbox_that_fails_is_one_line_and_is_left_alone_for_a_while(tmp_path, url, monkeypatch, caplog, error):
    now = [NOW]
    house = a_house(tmp_path, url, clock=lambda: now[0])
    monkeypatch.setattr(polling, "poll", fails(error))
    run(house, celery.POLL, "desk")
    told = caplog.text

    monkeypatch.setattr(polling, "poll", brings(an_inquiry()))
    run(house, celery.POLL, "desk")
    too_early = ledger(house.engine)[0]
    now[0] = NOW + timedelta(minutes=1)
    run(house, celery.POLL, "desk")

    assert str(error) in told
    assert "Traceback" not in told
    assert too_early == ()
    assert len(ledger(house.engine)[0]) == 1
    with reading(house.engine) as connection:
        assert troubles.troubles(connection) == {}
    house.engine.dispose()


def test_a_folder_that_is_refused_is_told_until_it_is_there(house, monkeypatch):
    def poll(*_given, **_told):
        return polling.Polled(refused=("no folder Sent",))

    monkeypatch.setattr(polling, "poll", poll)
    run(house, celery.POLL, "desk")
    with reading(house.engine) as connection:
        before = troubles.troubles(connection)
    monkeypatch.setattr(polling, "poll", brings())
    run(house, celery.POLL, "desk")

    assert [trouble.why for trouble in before.values()] == ["no folder Sent"]
    with reading(house.engine) as connection:
        assert troubles.troubles(connection) == {}


def test_a_mailbox_that_is_polled_just_now_is_not_polled_twice(house, monkeypatch):
    monkeypatch.setattr(polling, "poll", fails(AssertionError("polled")))

    with house.polling["desk"]:
        run(house, celery.POLL, "desk")


def test_a_mailbox_that_is_no_longer_named_is_told(house, caplog):
    run(house, celery.POLL, "old")

    assert "no mailbox 'old' stands in the configuration any more" in caplog.text


def test_a_worker_notes_its_pulse(house):
    run(house, celery.PULSE)

    with reading(house.engine) as connection:
        assert pulses.pulses(connection)["worker"].at == NOW


def test_the_beat_looks_at_once_and_every_minute(house):
    schedule = house.app.conf.beat_schedule

    assert {entry["task"] for entry in schedule.values()} <= set(house.app.tasks)
    assert schedule["poll desk"]["args"] == ("desk",)
    assert all(entry["schedule"] <= 60 for entry in schedule.values())
    assert all(entry["options"]["expires"] <= entry["schedule"] for entry in schedule.values())
    assert all(entry["last_run_at"] < NOW for entry in schedule.values())


def test_tasks_outlive_their_worker_and_are_never_pickled(tmp_path):
    house = a_house(tmp_path, broker="redis://127.0.0.1:1/0")
    conf = house.app.conf

    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert (conf.accept_content, conf.task_ignore_result, conf.worker_redirect_stdouts) == (["json"], True, False)
    assert conf.broker_transport_options["visibility_timeout"] > 2 * conf.task_time_limit
    assert conf.broker_transport_options["unacked_restore_throttle"] == 1
    assert conf.broker_transport_options["socket_timeout"]
    assert conf.broker_transport_options["health_check_interval"]


def test_the_environment_names_no_other_broker(tmp_path, monkeypatch):
    for name in ("CELERY_BROKER_URL", "CELERY_BROKER_READ_URL", "CELERY_BROKER_WRITE_URL"):
        monkeypatch.setenv(name, "redis://elsewhere:6379/0")
    monkeypatch.setenv("CELERY_LOADER", "elsewhere")

    app = a_house(tmp_path, broker="redis://here:6379/0").app

    assert {app.connection_for_read().hostname, app.connection_for_write().hostname} == {"here"}


def test_a_tick_that_cannot_be_sent_is_one_line(house, caplog, monkeypatch):
    beat = celery.Beat(app=house.app, lazy=True)
    entry = celery.Beat.Entry(name="resume", task=celery.RESUME, schedule=60, app=house.app)
    monkeypatch.setattr(beat, "apply_async", fails(OSError("gone")))

    beat.apply_entry(entry)

    assert "resume can't be sent: gone" in caplog.text
    assert "Traceback" not in caplog.text


def test_troubles_wait_longer_each_time_and_no_longer_than_a_quarter_of_an_hour(engine):
    pauses = []
    for _ in range(7):
        with writing(engine) as connection:
            troubles.note(connection, "desk", NOW, "wrong password")
            pauses.append((troubles.troubles(connection)["desk"].again_at - NOW) // timedelta(minutes=1))

    assert pauses == [1, 2, 4, 8, 15, 15, 15]


def test_what_is_released_is_published_by_the_service(tmp_path, url):
    house = a_house(tmp_path, url)
    out = tmp_path / "public"
    house.settings = replace(house.settings, pages=Pages(out=out))
    receive(house.engine, an_inquiry())
    release(house.engine)

    tasks.publish(house)
    tasks.publish(house)
    house.engine.dispose()

    assert (out / "harbour-example" / "index.html").is_file()


def test_the_service_publishes_nothing_without_a_folder(house, monkeypatch):
    monkeypatch.setattr(tasks.publishing, "due", pytest.fail)

    tasks.publish(house)


def test_a_worker_does_not_wait_while_another_publishes(tmp_path, url, caplog):
    house = a_house(tmp_path, url)
    house.settings = replace(house.settings, pages=Pages(out=tmp_path / "public"))

    with publishing(house.engine):
        run(house, celery.PUBLISH)
    house.engine.dispose()

    assert "another process does the same just now" in caplog.text
    assert not (tmp_path / "public").exists()
