from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import Clock, violations, year
from tests.clock_oracle import MINUTE
from tests.clock_story import story

DAYS = 45  # over the change of clocks on both sides of the Atlantic, an equinox in Tokyo, and Easter


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    return year(f"sqlite:///{tmp_path_factory.mktemp('clock') / 'ledger.db'}", records=40, days=DAYS, seed=1, pace=12)


def test_every_notice_that_is_due_is_told_once_at_its_time_and_no_other(clock):
    assert violations(clock) == []


def test_the_time_that_passed_had_something_of_everything(clock):
    steps = {name[3] for name in clock.told}

    assert steps >= {"before 2", "before 0", "due", "after 1", "after 6", "after 11", "follow-up"}
    assert {name[1] for name in clock.told} == {"request", "promise", "follow-up"}
    assert len(clock.told) > 40
    assert len({name[-1] for name in clock.told}) == 4
    assert any(sent - written > MINUTE for written, sent in zip(clock.written, clock.sent, strict=True))


def a_copy(clock: Clock) -> Clock:
    """Give the same year, to be told otherwise."""
    copy = object.__new__(Clock)
    copy.__dict__ = clock.__dict__ | {"told": dict(clock.told), "weeks": dict(clock.weeks), "failures": []}
    return copy


def test_the_oracle_sees_what_is_left_out_repeated_early_late_or_told_to_another(clock):
    name, (at,) = next((name, times) for name, times in clock.told.items() if name[3] == "after 1")
    wrong = {
        "left out": [],
        "repeated": [at, at],
        "early": [at - MINUTE],
        "late": [at + timedelta(hours=1)],
    }
    for told in wrong.values():
        copy = a_copy(clock)
        copy.told[name] = told
        assert len(violations(copy)) == 1

    another = a_copy(clock)
    another.told[*name[:-1], "toshi@newsroom.example" if name[-1][0] != "t" else "mara@newsroom.example"] = [at]
    assert violations(another)


def test_the_same_seed_writes_the_same_letters(clock):
    assert [letter.at for letter in story(40, clock.begin, DAYS, 1)] == [letter.at for letter in clock.letters]
