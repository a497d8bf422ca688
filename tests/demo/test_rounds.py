from __future__ import annotations

import threading

from worker.demo.rounds import Rounds


def test_it_is_held_by_one_at_a_time():
    rounds = Rounds()

    assert [rounds.acquire(blocking=False), rounds.acquire(blocking=False)] == [True, False]
    rounds.release()
    assert rounds.acquire(blocking=False)


def test_a_round_that_goes_on_is_not_the_one_that_is_waited_for():
    rounds = Rounds()
    rounds.acquire()
    next_one = rounds.begun + 1
    rounds.release()

    assert not rounds.wait_for(next_one, 0.01)


def test_who_waits_is_woken_at_the_end_of_a_round():
    rounds = Rounds()
    rounds.acquire()
    threading.Timer(0.02, rounds.release).start()

    assert rounds.wait_for(1, 5)
