from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from worker.demo.clock import Clock
from worker.demo.demonstration import prepared
from worker.demo.running import Service
from worker.mailbox.account import Account

MORNING = datetime(2023, 6, 21, 9, 0, tzinfo=UTC)
LATER = MORNING + timedelta(days=90)
DESK = Account(name="desk", host="127.0.0.1", port=143, tls="none", username="desk", password="")


@pytest.fixture
def service(tmp_path):
    return Service(replace(prepared(tmp_path / "demo"), mailboxes=(DESK,)), Clock(MORNING))


@pytest.mark.parametrize("busy", [lambda service: service.house.polling["desk"], lambda service: service.house.telling])
def test_the_clock_stands_still_while_the_service_polls_or_tells(service, busy):
    busy(service).acquire()
    moving = Thread(target=service.move, args=(LATER,))
    moving.start()

    moving.join(0.05)
    meanwhile = service.clock()
    busy(service).release()
    moving.join(5)

    assert (meanwhile, service.clock()) == (MORNING, LATER)
