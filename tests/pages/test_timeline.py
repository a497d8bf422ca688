import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.paged import a_deadline, a_letter, a_page, at, the_exchange
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.mail.message import Direction, Kind
from worker.pages.ticks import ticks
from worker.pages.timeline import AXIS, timeline
from worker.publication.manual import Channel


def drawn(entries, **more):
    return timeline(a_page(entries, **more), "Saltline Investigations")


def test_our_letters_stand_above_the_axis_and_theirs_below():
    ours, theirs = drawn([a_letter(1, at(6, 21)), a_letter(2, at(7, 2), Direction.REPLY)]).points

    assert (ours.side, theirs.side) == ("inquiry", "reply")
    assert ours.y < AXIS < theirs.y
    assert ours.x < theirs.x


def test_letters_stand_in_order_and_within_the_picture():
    placed = drawn([a_letter(n, at(1, 1) + timedelta(days=3 * n)) for n in range(120)]).points

    assert [p.x for p in placed] == sorted(p.x for p in placed)
    assert all(0 < p.x < 100 and 0 < p.y < 100 for p in placed)


def test_letters_of_one_week_do_not_stand_on_one_another():
    week = [a_letter(n, at(6, 1 + n)) for n in range(4)]

    placed = drawn([*week, a_letter(9, at(6, 1, year=2025))]).points

    assert len({p.y for p in placed[:4]}) == 4


def test_what_was_due_stands_on_its_day_and_a_late_answer_reaches_to_its_own():
    due, answered = at(7, 6, 17), at(7, 16)
    entries = [a_letter(1, at(6, 21)), a_letter(2, answered, Direction.REPLY, late="10 days late")]
    late = a_deadline(1, due, State.LATE, "answered 10 days late", answered=2, answered_at=answered)

    told = drawn(entries, deadlines=[late])

    assert told.dues[0].x < told.dues[0].until == told.points[1].x
    assert told.dues[0].manner == "past"
    assert told.past
    assert told.points[1].late


@pytest.mark.parametrize(
    ("state", "manner"),
    [
        (State.OPEN, ""),
        (State.ACKNOWLEDGED, ""),
        (State.MET, ""),
        (State.LATE, "past"),
        (State.MISSED, "past"),
        (State.SUPERSEDED, "moot"),
        (State.CANCELLED, "moot"),
    ],
)
def test_every_state_of_a_deadline_has_its_manner(state, manner):
    told = drawn([a_letter(1, at(6, 21))], deadlines=[a_deadline(1, at(7, 6), state, "so it stands")])

    assert (told.dues[0].manner, told.dues[0].until, told.past) == (manner, None, manner == "past")


def test_a_record_of_one_letter_has_it_in_the_middle():
    told = drawn([a_letter(1, at(7, 17))])

    assert told.points[0].x == told.ticks[0].x == 50
    assert told.ticks[0].label == "July 17, 2023"
    assert told.summary == "1 inquiry and 0 replies on July 17, 2023."


def test_the_same_is_told_in_words_in_the_order_of_time():
    told = timeline(the_exchange(), "Saltline Investigations")

    assert [line.text.partition(":")[0] for line in told.told][:5] == [
        "June 21, 2023", "June 22, 2023", "June 29, 2023", "Answer asked for by July 6, 2023, 17", "July 7, 2023",
    ]  # fmt: skip
    assert [line.past for line in told.told].count(True) == 3
    assert told.summary == (
        "5 inquiries and 4 replies from June 21, 2023 to February 27, 2024; 4 deadlines: 1 met late, 1 not met, 1 met, 1 still open."
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Saltline Investigations wrote to HSA."),
        ({"channel": Channel.PHONE}, "Saltline Investigations called HSA."),
        ({"channel": Channel.MEETING, "direction": Direction.REPLY}, "HSA met Saltline Investigations."),
        ({"direction": Direction.REPLY}, "HSA wrote to Saltline Investigations."),
        ({"direction": Direction.REPLY, "kind": Kind.ACKNOWLEDGEMENT}, "HSA acknowledged receipt."),
        ({"direction": Direction.REPLY, "late": "a day late"}, "HSA wrote to Saltline Investigations, a day late."),
    ],
)
def test_who_did_what_is_told_in_a_few_words(facts, words):
    told = drawn([a_letter(1, at(6, 21), **facts)])

    assert told.told[0].text == f"June 21, 2023: {words}"


def test_a_promise_is_told_as_one():
    promise = a_deadline(1, at(8, 15), State.MISSED, "broken", kind=Ask.PROMISE)

    told = drawn([a_letter(1, at(6, 21), Direction.REPLY)], deadlines=[promise])

    assert told.dues[0].title == "Answer promised by August 15, 2023, 11:05 EDT: broken"


@pytest.mark.parametrize(
    ("name", "lasts", "first", "some"),
    [
        ("a few hours", timedelta(hours=5), "June 21, 2023", None),
        ("three days", timedelta(days=3), "Jun 22", "Jun 24"),
        ("six weeks", timedelta(days=42), "Jun 28", "Jul 5"),
        ("eight months", timedelta(days=250), "Jul 2023", "Sep 2023"),
        ("three years", timedelta(days=1100), "Jul 2023", "Jan 2024"),
        ("forty years", timedelta(days=14_600), "2029", "2035"),
    ],
)
def test_ticks_are_few_in_order_and_inside(name, lasts, first, some):
    begin = datetime(2023, 6, 21, 9, tzinfo=UTC)

    chosen = ticks(begin, begin + lasts, lambda moment: 100 * ((moment - begin) / lasts))

    assert len(chosen) <= 9, name
    assert [t.x for t in chosen] == sorted(t.x for t in chosen)
    assert all(0 <= t.x <= 100 for t in chosen)
    assert first in [t.label for t in chosen]
    assert some is None or some in [t.label for t in chosen]


def test_every_second_tick_gives_way_on_a_phone():
    begin = datetime(2023, 6, 1, tzinfo=UTC)

    chosen = ticks(begin, begin + timedelta(days=240), lambda moment: (moment - begin).days / 2.4)

    assert [t.minor for t in chosen] == [bool(n % 2) for n in range(len(chosen))]
    assert (chosen[0].anchor, chosen[2].anchor) == ("start", "middle")


@given(st.lists(st.sampled_from(list(State)), min_size=1))
def test_the_outcomes_in_the_summary_add_up_to_all_deadlines(states):
    dues = [a_deadline(1, at(7, 6), state, "so") for state in states]

    summary = drawn([a_letter(1, at(6, 21))], deadlines=dues).summary.partition("; ")[2]

    whole, *parts = (int(n) for n in re.findall(r"\d+", summary))
    assert whole == sum(parts) == len(states)
