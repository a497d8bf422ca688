from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.deadlines.deadline import Ask, Deadline
from worker.deadlines.ruled import Ruled
from worker.deadlines.said import Said
from worker.deadlines.standing import State, by_entry, standings
from worker.mail.message import Direction, Kind

EASTERN = timezone(timedelta(hours=-4))
START = datetime(2023, 6, 1, 9, tzinfo=EASTERN)
NOW = START + timedelta(days=30)


def on(number, hour=9):
    return START + timedelta(days=number, hours=hour - 9)


def date(kind, at, phrase="by then"):
    return Deadline(kind=kind, due_at=at, phrase=phrase)


def we_ask(sent, *dues, id_=None):
    dates = tuple(date(Ask.REQUEST, on(due, 17), f"by day {due}") for due in dues)
    return Said(
        id=id_ or f"ask{sent}", direction=Direction.INQUIRY, kind=Kind.MESSAGE, sent_at=on(sent), deadlines=dates
    )


def they(sent, kind=Kind.MESSAGE, *, promise=None, hour=9):
    dates = () if promise is None else (date(Ask.PROMISE, on(promise, 17)),)
    return Said(id=f"they{sent}", direction=Direction.REPLY, kind=kind, sent_at=on(sent, hour), deadlines=dates)


def stand(*letters, now=NOW):
    return [(s.entry, s.state.value, s.answered_by) for s in standings(letters, now=now)]


ACK, AUTO, BOUNCE = Kind.ACKNOWLEDGEMENT, Kind.AUTO_REPLY, Kind.BOUNCE
REQUESTS = {
    "nothing came, and there is time": ([we_ask(0, 40)], "open", None),
    "nothing came": ([we_ask(0, 5)], "missed", None),
    "an answer in time": ([we_ask(0, 5), they(3)], "met", "they3"),
    "an answer on the last minute": ([we_ask(0, 5), they(5, hour=17)], "met", "they5"),
    "an answer after it": ([we_ask(0, 5), they(6)], "late", "they6"),
    "the first answer counts": ([we_ask(0, 5), they(3), they(6)], "met", "they3"),
    "a letter before the request is no answer": ([they(0), we_ask(1, 5)], "missed", None),
    "a holding reply, and there is time": ([we_ask(0, 40), they(1, ACK)], "acknowledged", None),
    "a holding reply, and the time is over": ([we_ask(0, 5), they(1, ACK)], "missed", None),
    "a holding reply before the request": ([they(0, ACK), we_ask(1, 40)], "open", None),
    "a holding reply, then an answer": ([we_ask(0, 5), they(1, ACK), they(3)], "met", "they3"),
    "a holding reply in time, the answer late": ([we_ask(0, 5), they(1, ACK), they(9)], "late", "they9"),
    "a machine answered": ([we_ask(0, 40), they(1, AUTO)], "open", None),
    "a machine answered, and the time is over": ([we_ask(0, 5), they(1, AUTO), they(2, BOUNCE)], "missed", None),
    "a letter of ours without a date changes nothing": ([we_ask(0, 40), we_ask(2)], "open", None),
    "a letter of ours is no answer": ([we_ask(0, 5), we_ask(2)], "missed", None),
}


@pytest.mark.parametrize(("letters", "state", "answer"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_met_by_the_first_answer_of_substance_only(letters, state, answer):
    asked = next(x.id for x in letters if x.deadlines)

    assert stand(*letters) == [(asked, state, answer)]


PROMISES = {
    "there is time": ([they(0, promise=40)], "open", None),
    "the letter that promises does not keep it": ([they(0, promise=5)], "missed", None),
    "kept": ([they(0, promise=5), they(4)], "met", "they4"),
    "kept late": ([they(0, promise=5), they(8)], "late", "they8"),
    "an acknowledgement promised and kept": ([they(0, ACK, promise=5), they(4)], "met", "they4"),
    "an acknowledgement keeps none": ([they(0, promise=5), they(4, ACK)], "missed", None),
    "an acknowledgement leaves it open": ([they(0, promise=40), they(4, ACK)], "open", None),
    "a machine keeps none": ([they(0, promise=5), they(4, AUTO)], "missed", None),
    "our asking does not supersede it": ([they(0, promise=5), we_ask(6)], "missed", None),
}


@pytest.mark.parametrize(("letters", "state", "answer"), PROMISES.values(), ids=PROMISES)
def test_a_promise_is_kept_by_a_later_letter_of_substance_only(letters, state, answer):
    assert stand(*letters) == [(letters[0].id, state, answer)]


def test_a_promise_is_not_superseded_by_a_request():
    assert stand(they(0, promise=40), we_ask(1, 50)) == [("they0", "open", None), ("ask1", "open", None)]


def test_the_latest_ask_wins_in_time_or_overdue():
    assert stand(we_ask(0, 5), we_ask(2, 8), we_ask(9, 40)) == [
        ("ask0", "superseded", None),
        ("ask2", "superseded", None),
        ("ask9", "open", None),
    ]


def test_an_answer_to_the_last_ask_leaves_the_earlier_superseded():
    assert stand(we_ask(0, 5), we_ask(6, 9), they(7)) == [("ask0", "superseded", None), ("ask6", "met", "they7")]


def test_a_request_after_the_answer_supersedes_nothing():
    assert stand(we_ask(0, 5), they(3), we_ask(4, 8)) == [("ask0", "met", "they3"), ("ask4", "missed", None)]


def test_one_letter_answers_all_that_is_open():
    assert stand(we_ask(0, 5, 9), they(7)) == [("ask0", "late", "they7"), ("ask0", "met", "they7")]


def test_several_dates_of_one_letter_do_not_supersede_each_other():
    assert stand(we_ask(0, 35, 40)) == [("ask0", "open", None)] * 2


@pytest.mark.parametrize(
    ("seconds", "state"), [(-1, State.OPEN), (0, State.OPEN), (1, State.MISSED)], ids=["before", "at", "after"]
)
def test_it_is_overdue_from_the_moment_after(seconds, state):
    (standing,) = standings([we_ask(0, 5)], now=on(5, 17) + timedelta(seconds=seconds))

    assert standing.state == state


def test_what_is_waited_for_is_what_is_open_or_overdue():
    every = standings([we_ask(0, 5), they(1), we_ask(2, 5), we_ask(6, 10, 40)], now=NOW)

    assert [(s.state.value, s.waiting) for s in every] == [
        ("met", False),
        ("superseded", False),
        ("missed", True),
        ("open", True),
    ]


def test_moments_are_compared_wherever_they_were_written():
    request = we_ask(0, 5)
    reply = Said(
        id="they",
        direction=Direction.REPLY,
        kind=Kind.MESSAGE,
        sent_at=on(5, 17).astimezone(timezone.utc),  # noqa: UP017
    )

    assert stand(request, reply) == [("ask0", "met", "they")]


def test_a_deadline_keeps_its_name_whatever_becomes_of_it():
    (early,) = standings([we_ask(0, 5)], now=START)
    later = standings([we_ask(0, 5), they(6), we_ask(7, 9)], now=NOW)

    assert later[0].id == early.id
    assert later[1].id != early.id


def test_deadlines_are_named_apart_by_entry_kind_and_words_whatever_moment_these_are_read_as():
    def named(id_="a", kind=Ask.REQUEST, at=START, phrase="by then"):
        letter = Said(
            id=id_, direction=Direction.INQUIRY, kind=Kind.MESSAGE, sent_at=START, deadlines=(date(kind, at, phrase),)
        )
        return standings([letter], now=NOW)[0].id

    names = [named(), named(id_="b"), named(kind=Ask.PROMISE), named(phrase="by now")]

    assert len(set(names)) == 4
    assert named(at=on(6)) == named(phrase="*By\nthen*") == names[0]


def test_two_dates_in_the_same_words_are_two():
    dates = (date(Ask.REQUEST, on(3), "by Friday"), date(Ask.REQUEST, on(10), "by Friday"))
    letter = Said(id="a", direction=Direction.INQUIRY, kind=Kind.MESSAGE, sent_at=START, deadlines=dates)

    first, second = standings([letter], now=NOW)

    assert (first.due_at, second.due_at) == (on(3), on(10))
    assert first.id != second.id


def test_a_date_that_is_said_twice_is_one():
    assert stand(we_ask(0, 40, 40, 45)) == [("ask0", "open", None)] * 2


def test_the_deadlines_of_each_entry_are_found_by_it():
    found = by_entry(standings([we_ask(0, 5, 9), they(2), they(3, promise=9)], now=NOW))

    assert {entry: len(each) for entry, each in found.items()} == {"ask0": 2, "they3": 1}


def ruled(*letters, now=NOW, of=0, **word):
    """How the letters stand once people said a word on one deadline of theirs."""
    id_ = standings(letters, now=now)[of].id
    return [(s.entry, s.state.value, s.answered_by) for s in standings(letters, now=now, ruled={id_: Ruled(**word)})]


EXTENDED = {
    "there is time again": ([we_ask(0, 5)], "open", None),
    "there is time again, and they acknowledged": ([we_ask(0, 5), they(2, ACK)], "acknowledged", None),
    "an answer before the new date": ([we_ask(0, 5), they(8)], "met", "they8"),
    "an answer after the new date": ([we_ask(0, 5), they(41)], "late", "they41"),
    "a promise": ([they(0, promise=5)], "open", None),
}


@pytest.mark.parametrize(("letters", "state", "answer"), EXTENDED.values(), ids=EXTENDED)
def test_a_date_that_people_extended_is_the_one_that_counts(letters, state, answer):
    assert ruled(*letters, due_at=on(40)) == [(letters[0].id, state, answer)]


def test_an_extended_deadline_keeps_its_name_and_tells_both():
    (read,) = standings([we_ask(0, 5)], now=NOW)
    (moved,) = standings([we_ask(0, 5)], now=NOW, ruled={read.id: Ruled(due_at=on(40), snoozed_until=on(35))})

    assert (read.due_at, read.extended, read.snoozed_until) == (on(5, 17), False, None)
    assert (moved.id, moved.due_at, moved.extended, moved.snoozed_until) == (read.id, on(40), True, on(35))


def test_a_date_may_be_brought_forward():
    assert ruled(we_ask(0, 40), due_at=on(20)) == [("ask0", "missed", None)]


def test_asking_again_supersedes_what_was_extended():
    assert ruled(we_ask(0, 5), we_ask(6, 9), due_at=on(40)) == [
        ("ask0", "superseded", None),
        ("ask6", "missed", None),
    ]


ANSWERED = {
    "in time": ([we_ask(0, 5)], on(4), "met"),
    "late": ([we_ask(0, 5)], on(6), "late"),
    "at the last moment": ([we_ask(0, 5)], on(5, 17), "met"),
    "though we asked again": ([we_ask(0, 5), we_ask(6, 50)], on(4), "met"),
    "though a letter came later": ([we_ask(0, 5), they(9)], on(4), "met"),
    "a promise": ([they(0, promise=5)], on(6), "late"),
}


@pytest.mark.parametrize(("letters", "at", "state"), ANSWERED.values(), ids=ANSWERED)
def test_people_may_say_that_it_was_answered_by_another_way(letters, at, state):
    id_ = standings(letters, now=NOW)[0].id

    told = standings(letters, now=NOW, ruled={id_: Ruled(answered_at=at)})[0]

    assert (told.state.value, told.answered_by, told.answered_at) == (state, None, at)


def test_what_people_call_no_deadline_is_cancelled_whatever_came():
    assert ruled(we_ask(0, 5), they(3), cancelled=True) == [("ask0", "cancelled", None)]
    assert ruled(we_ask(0, 5), cancelled=True, answered_at=on(3), due_at=on(9)) == [("ask0", "cancelled", None)]


def test_what_is_no_deadline_supersedes_nothing_and_is_not_superseded():
    assert ruled(we_ask(0, 40), we_ask(1, 50), of=1, cancelled=True) == [
        ("ask0", "open", None),
        ("ask1", "cancelled", None),
    ]
    assert ruled(we_ask(0, 40), we_ask(1, 50), of=0, cancelled=True) == [
        ("ask0", "cancelled", None),
        ("ask1", "open", None),
    ]


def test_one_date_of_a_letter_that_is_none_leaves_the_other():
    assert ruled(we_ask(0, 40), we_ask(1, 41, 50), of=1, cancelled=True) == [
        ("ask0", "superseded", None),
        ("ask1", "cancelled", None),
        ("ask1", "open", None),
    ]


def test_a_word_on_another_deadline_changes_nothing():
    told = standings([we_ask(0, 5)], now=NOW, ruled={"another": Ruled(cancelled=True)})

    assert told == standings([we_ask(0, 5)], now=NOW)


def asking(letter):
    return replace(letter, question=True)


BALL = {
    "they promise, and ask us nothing": ([they(0, promise=40)], False),
    "they promise, and ask us something": ([asking(they(0, promise=40))], True),
    "they ask, and we wrote since": ([asking(they(0, promise=40)), we_ask(1)], False),
    "they ask, and promise in a letter behind it": ([asking(they(0)), they(1, promise=40)], False),
    "a machine of theirs asks": ([they(0, promise=40), asking(they(1, AUTO))], False),
    "an acknowledgement of theirs asks": ([we_ask(0, 40), asking(they(1, ACK))], False),
    "we ask": ([asking(we_ask(0, 40))], False),
}


@pytest.mark.parametrize(("letters", "ours"), BALL.values(), ids=BALL)
def test_the_ball_is_with_us_when_their_last_letter_asks_us_something(letters, ours):
    assert [s.ours for s in standings(letters, now=NOW) if s.waiting] == [ours]


def test_the_ball_is_told_only_of_what_is_waited_for():
    told = standings([we_ask(0, 5), asking(they(3, promise=40))], now=NOW)

    assert [(s.state.value, s.ours) for s in told] == [("met", False), ("open", True)]


KINDS = st.sampled_from([Kind.MESSAGE, ACK, AUTO, BOUNCE])
LETTERS = st.lists(
    st.one_of(
        st.tuples(st.just("we"), st.lists(st.integers(0, 60), max_size=2)),
        st.tuples(st.just("they"), KINDS, st.none() | st.integers(0, 60)),
    ),
    max_size=12,
)


@given(LETTERS, st.integers(0, 60))
def test_whatever_is_written_only_a_later_letter_of_substance_answers(told, today):
    letters = [
        we_ask(n, *which[1]) if which[0] == "we" else they(n, which[1], promise=which[2])
        for n, which in enumerate(told)
    ]
    place = {letter.id: n for n, letter in enumerate(letters)}

    found = standings(letters, now=on(today))

    assert [s.entry for s in found] == sorted((s.entry for s in found), key=place.__getitem__)
    for s in found:
        answer = letters[place[s.answered_by]] if s.answered_by else None
        assert (answer is not None) == (s.state in {State.MET, State.LATE})
        if answer:
            assert answer.answers
            assert place[answer.id] > place[s.entry]
            assert s.answered_at == answer.sent_at
            assert (answer.sent_at > s.due_at) == (s.state == State.LATE)
        if s.state in {State.OPEN, State.ACKNOWLEDGED}:
            assert on(today) <= s.due_at
