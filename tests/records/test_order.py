from datetime import timedelta

from tests.given import MONDAY, a_message
from worker.correspondence import Entry
from worker.records.order import in_order


def entry(id_, *, sent_at=MONDAY, answers=(), **fields):
    message = a_message(message_id=id_, references=tuple(answers), sent_at=sent_at)
    return Entry(id=id_, message=message, sent_at=sent_at, sources=(), placed_by="reference", **fields)


def order(*entries):
    return [e.id for e in in_order(entries)]


def test_entries_stand_in_the_order_they_were_sent():
    late, early = entry("a", sent_at=MONDAY + timedelta(hours=1)), entry("b")

    assert order(late, early) == ["b", "a"]


def test_an_answer_within_the_minute_stands_after_its_question():
    question = entry("z", sent_at=MONDAY + timedelta(seconds=40))
    answer = entry("a", answers=["z"])

    assert order(answer, question) == ["z", "a"]


def test_answers_to_answers_within_the_minute_stand_in_turn():
    assert order(entry("a", answers=["b"]), entry("b", answers=["c"]), entry("c")) == ["c", "b", "a"]


def test_messages_that_answer_each_other_are_all_shown():
    assert order(entry("a", answers=["b"]), entry("b", answers=["a"]), entry("c")) == ["c", "a", "b"]


def test_a_message_that_names_itself_is_shown():
    assert order(entry("a", answers=["a"]), entry("b")) == ["a", "b"]


def test_the_ends_of_the_calendar_are_no_obstacle():
    first, last = MONDAY.replace(year=1), MONDAY.replace(year=9999, month=12, day=31, hour=23)

    assert order(entry("z", sent_at=last), entry("a", sent_at=first)) == ["a", "z"]


def test_what_is_dated_ahead_stands_where_it_came():
    wrong = entry("b", sent_at=MONDAY.replace(year=2099), received_at=MONDAY + timedelta(days=1), direct=True)

    assert order(wrong, entry("a"), entry("c", sent_at=MONDAY + timedelta(days=2))) == ["a", "b", "c"]


def test_an_answer_dated_wrongly_that_came_within_the_minute_stands_after_its_question():
    wrong = {"sent_at": MONDAY.replace(year=2099), "received_at": MONDAY, "direct": True}

    assert order(entry("a", answers=["z"], **wrong), entry("z")) == ["z", "a"]
