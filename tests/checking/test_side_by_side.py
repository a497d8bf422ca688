from __future__ import annotations

import time
from threading import Event

from worker.checking.side_by_side import side_by_side
from worker.errors import Refused


def test_a_trial_that_hangs_keeps_nobody_waiting_and_is_told():
    never = Event()
    begun = time.monotonic()

    came_to = side_by_side({"slow": never.wait, "quick": lambda: True}, seconds=0.2)

    assert time.monotonic() - begun < 5
    assert came_to["quick"] is True
    assert "no answer within 0.2 seconds" in str(came_to["slow"])
    never.set()


def test_what_goes_wrong_in_one_trial_is_that_of_this_trial_only():
    def refuse():
        raise Refused("the door is shut: knock")

    came_to = side_by_side({"refused": refuse, "broken": lambda: 1 // 0, "good": lambda: 1}, seconds=5)

    assert str(came_to["refused"]) == "the door is shut: knock"
    assert str(came_to["broken"]).startswith("ZeroDivisionError")
    assert came_to["good"] == 1
