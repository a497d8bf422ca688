from __future__ import annotations

import signal
import time

import pytest

from tests.given import a_reply_to, a_stranger, an_inquiry
from tests.newsdesk import Newsdesk, comes_true, kill, same, standing, stop
from tests.servers.dovecot import Dovecot
from tests.servers.redis import redis as run_redis


@pytest.fixture
def dovecot():
    with Dovecot() as server:
        yield server


@pytest.fixture
def own_redis(tmp_path):
    """Give a Redis that a test may stop and empty."""
    with run_redis(tmp_path) as server:
        yield server


def conversation(organisations):
    """Letters to organisations, each with its reply, and a stranger."""
    letters = [an_inquiry(f"press@{name}.example", words=f"Is it so, {name}?") for name in organisations]
    return [in_crlf(mail) for mail in (*letters, *(a_reply_to(letter) for letter in letters), a_stranger())]


def in_crlf(mail):
    """Give a mail as a server gives it."""
    return mail.as_bytes().replace(b"\n", b"\r\n")


def imported(folder, mails):
    """Give the ledger as the same mail by import makes it."""
    (folder / "mail").mkdir(parents=True)
    for number, mail in enumerate(mails):
        (folder / "mail" / f"{number:03}.eml").write_bytes(mail)
    with Newsdesk(folder, database=f"sqlite:///{folder / 'imported.db'}") as desk:
        assert desk.tell("import", str(folder / "mail")).returncode == 0
        return desk.ledger()


def test_without_a_broker_one_process_files_what_lies_there_and_what_comes(tmp_path, dovecot):
    mails = conversation(["harbour", "mill"])
    dovecot.deliver(*mails[:3])
    with Newsdesk(tmp_path, database=f"sqlite:///{tmp_path / 'ledger.db'}", port=dovecot.port) as desk:
        service = desk.start("run")
        assert comes_true(lambda: len(standing(desk.ledger())) == 3, within=30), desk.told()
        dovecot.deliver(*mails[3:])
        began = time.monotonic()
        assert comes_true(lambda: len(standing(desk.ledger())) == len(mails), within=30), desk.told()
        took = time.monotonic() - began
        signs = desk.signs()

        assert stop(service) == 0
        assert took < 10
        assert all(signs.values()), signs
        assert same(desk.ledger()) == same(imported(tmp_path / "import", mails))
        assert "Traceback" not in desk.told()
        assert "Is it so" not in desk.told()


def test_after_the_service_ended_its_status_is_red(tmp_path):
    with Newsdesk(tmp_path, database=f"sqlite:///{tmp_path / 'ledger.db'}") as desk:
        code, told = desk.status()

    assert code == 1
    assert not told["healthy"]
    assert {sign["name"] for sign in told["signs"] if not sign["well"]} == {"worker", "beat"}


def test_a_database_that_is_away_is_told_in_red_and_does_no_harm(tmp_path, dovecot):
    dovecot.deliver(*conversation(["harbour"]))
    away = tmp_path / "away"
    with Newsdesk(tmp_path, database=f"sqlite:///{away / 'ledger.db'}", port=dovecot.port) as desk:
        service = desk.start("run")
        time.sleep(3)
        code, told = desk.status()
        assert service.poll() is None
        away.mkdir()
        # The watch begins anew when its server does, which is sooner than the next minute.
        dovecot.restart()
        assert comes_true(lambda: len(standing(desk.ledger())) == 3, within=90), desk.told()
        stop(service)

        assert code == 1
        assert [sign["name"] for sign in told["signs"]] == ["database"]
        assert "Traceback" not in desk.told()


def test_a_part_without_a_broker_is_refused(tmp_path):
    with Newsdesk(tmp_path, database=f"sqlite:///{tmp_path / 'ledger.db'}") as desk:
        told = desk.tell("run", "worker")

    assert told.returncode == 2
    assert "needs a broker" in told.stderr
    assert told.stderr.count("\n") == 1


def test_nothing_is_lost_when_the_broker_is_emptied_and_everything_is_killed(tmp_path, dovecot, postgresql, own_redis):
    mails = conversation([f"house{number}" for number in range(20)])
    with (
        postgresql.database() as address,
        Newsdesk(tmp_path, database=address, broker=own_redis.url, port=dovecot.port) as desk,
    ):
        both = [desk.start("run"), desk.start("run")]  # two workers, two beats, two watches
        dovecot.deliver(*mails[:15])
        assert comes_true(lambda: "filed" in desk.told(), within=60), desk.told()
        dovecot.deliver(*mails[15:25])
        own_redis.flush()
        dovecot.deliver(*mails[25:35])
        kill(both[0])
        own_redis.stop()
        dovecot.deliver(*mails[35:])
        time.sleep(1)
        own_redis.start()
        both[0] = desk.start("run", "--processes", "1")
        began = time.monotonic()
        done = comes_true(lambda: len(standing(desk.ledger())) == len(mails), within=120, every=1)
        took = time.monotonic() - began
        ledger = desk.ledger()
        ended = [stop(process) for process in both]

        assert done, desk.told()
        assert took < 120
        assert ended == [0, 0]
        assert same(ledger) == same(imported(tmp_path / "import", mails))
        assert "Traceback" not in desk.told()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_service_that_is_told_to_stop_ends_well(tmp_path, number):
    with Newsdesk(tmp_path, database=f"sqlite:///{tmp_path / 'ledger.db'}") as desk:
        service = desk.start("run")
        assert comes_true(lambda: desk.signs().get("beat"), within=30)
        service.send_signal(number)

        assert service.wait(20) == 0
