from __future__ import annotations

from datetime import timedelta

from tests.given import NOW
from worker.demo.clock import Clock


def test_it_stands_still_until_it_is_moved():
    clock = Clock(NOW)
    clock.move(NOW + timedelta(days=2))

    assert [clock(), clock()] == [NOW + timedelta(days=2)] * 2


def test_it_never_goes_back():
    clock = Clock(NOW)
    clock.move(NOW - timedelta(seconds=1))

    assert clock() == NOW
