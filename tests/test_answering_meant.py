"""What is told of answers: of each that is not understood, of each date, and of a stranger's letter."""

from datetime import timedelta

import pytest

from tests.given import DESK, OURS, a_mail
from tests.noticed import CALENDAR, PROOF, Newsdesk, an_answer
from tests.test_answering_receipts import FORWARD
from tests.test_answering_refusals import a_digest
from worker.deadlines.reminders import Rules
from worker.delivering.drawn_up import drawn_up
from worker.delivering.occasion import Occasion
from worker.delivering.shelf import Shelf
from worker.notices.calendar import ics
from worker.records.database import reading

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def told(desk, kind="confirmation"):
    """What the newest confirmation tells, drawn up."""
    occasion = Occasion(bureau=desk.bureau, calendar=CALENDAR, rules=Rules(), now=desk.now)
    row = max(desk.outbox(kind), key=lambda row: row.id)
    with reading(desk.engine) as connection:
        return drawn_up(Shelf(occasion).opened(connection), row)


UNREAD = ["extend to Fryday", "extend to yesterday", "snoze 3 days", "Please extend by two days, they asked by phone"]


def test_every_command_that_cannot_be_read_is_told_in_a_line(desk):
    for number, words in enumerate(UNREAD, start=1):
        desk.receive(an_answer(desk.reminder(f"after {number}"), words))

        notice = told(desk)
        assert notice.title == f"“{words}” was not understood; nothing was changed."
        assert {line for line, _ in notice.commands} == {"extend to Friday", "snooze 3 days"}
        assert len(desk.outbox("confirmation")) == number
    assert (desk.outbox("help"), desk.decisions()) == ([], [])


def test_it_is_told_however_much_help_was_given_and_uses_none_of_it_up(desk):
    desk.receive(an_answer(desk.reminder("after 1"), "What is this?"))
    desk.receive(an_answer(desk.reminder("after 2"), "extend to Fryday"))
    desk.now += timedelta(days=2)
    desk.receive(an_answer(desk.reminder("after 3"), "And what is that?"))

    assert (len(desk.outbox("confirmation")), len(desk.outbox("help"))) == (1, 2)


def test_what_is_not_understood_as_which_is_obeyed_in_answer_to_that(desk):
    desk.receive(an_answer(desk.reminder(), "extend to Fryday"))
    desk.receive(an_answer(desk.outbox("confirmation")[0], "extend to July 14"))

    assert [kind for kind, _, _ in desk.decisions()] == ["extend"]


@pytest.mark.parametrize("words", ["closed until Monday", "Done, I am away"])
def test_a_machine_that_begins_so_is_told_once_for_a_notice(desk, words):
    desk.receive(an_answer(desk.reminder(), words))
    for _ in range(3):
        desk.receive(*(an_answer(row, words) for row in desk.outbox("confirmation")))

    assert (len(desk.outbox("confirmation")), desk.decisions()) == (1, [])


def test_a_machine_that_begins_so_with_new_words_each_time_is_told_three_times_and_helped_once(desk):
    row = desk.reminder()
    for number in range(8):
        desk.receive(an_answer(row, f"Closed until day {number}"))
        row = max((*desk.outbox("confirmation"), *desk.outbox("help")), key=lambda row: row.id)

    assert (len(desk.outbox("confirmation")), len(desk.outbox("help"))) == (3, 1)


@pytest.mark.parametrize("first", ["help", "What?"])
def test_help_that_was_asked_for_and_help_that_was_not_use_each_other_not_up(desk, first):
    then = {"help": "What?", "What?": "help"}[first]
    for number in range(3 if first == "help" else 1):
        desk.receive(an_answer(desk.reminder(f"before {number}"), first))
    before = len(desk.outbox("help"))
    desk.receive(an_answer(desk.reminder(), then))

    assert len(desk.outbox("help")) == before + 1


OFF_HOURS = {
    "extend to July 14": "",
    "extend to Saturday, July 15": "That is a Saturday.",
    "extend to July 14, 11pm": "That is outside your hours, 09:00-18:00.",
}


@pytest.mark.parametrize(("words", "remark"), OFF_HOURS.items())
def test_a_date_on_which_nobody_works_is_pointed_out(desk, words, remark):
    desk.receive(an_answer(desk.reminder(), words))

    assert told(desk).paragraphs == ((remark,) if remark else ())


def test_a_confirmation_tells_the_weekday(desk):
    desk.receive(an_answer(desk.reminder(), "extend to July 14"))
    assert desk.says().endswith("is now due Friday, July 14, 2023, 17:00 EDT.")

    desk.receive(an_answer(desk.reminder(), "snooze until July 11"))
    assert desk.says().startswith("No reminder before Tuesday, July 11, 2023, 00:00 EDT")


@pytest.mark.parametrize(("words", "by_hand"), [("done", "answered ID"), ("extend to July 14", "extend ID DATE")])
def test_who_answers_a_digest_is_told_what_to_do(desk, words, by_hand):
    desk.receive(an_answer(a_digest(desk), words))

    assert desk.says().endswith(f"answer the reminder itself, or run onrecord {by_hand}.")


ENTRIES = {
    "extend to July 14": ("CONFIRMED", "20230714T210000Z"),
    "not a deadline": ("CANCELLED", "20230710T210000Z"),
    "done": ("CANCELLED", "20230710T210000Z"),
}


@pytest.mark.parametrize(("words", "entry"), ENTRIES.items())
def test_a_confirmation_corrects_the_entry_of_a_calendar(desk, words, entry):
    desk.receive(an_answer(desk.reminder(), words))

    event = told(desk).event
    (date,) = (d for d in desk.deadlines() if d.phrase)
    written = ics([event], at=desk.now).decode()
    status, due = entry
    assert (event.uid, event.sequence, date.sequence) == (f"{date.id}@newsroom.example", 1, 1)
    assert f"STATUS:{status}\r\n" in written
    assert f"DTSTART:{due}\r\n" in written


def test_an_undo_corrects_the_entry_once_more(desk):
    desk.receive(an_answer(desk.reminder(), "done"))
    desk.receive(an_answer(desk.outbox("confirmation")[0], "undo"))

    event = told(desk).event
    assert (event.sequence, event.cancelled) == (2, False)


def test_an_entry_that_is_not_settled_yet_is_newer_all_the_same(desk, monkeypatch):
    reminder = desk.reminder()
    monkeypatch.setattr(Newsdesk, "settle", lambda _: None)
    desk.receive(an_answer(reminder, "done"))

    assert (desk.deadlines()[0].sequence, told(desk).event.sequence) == (0, 1)


@pytest.mark.parametrize("words", ["extend to 2023-07-03", "close", "extend to Fryday"])
def test_what_changes_no_date_brings_no_entry(desk, words):
    desk.receive(an_answer(desk.reminder(), words))

    assert told(desk).event is None


def test_a_follow_up_has_no_entry(desk):
    desk.receive(an_answer(desk.reminder(), "not a deadline"))
    desk.receive(an_answer(desk.follow_up(), "done"))

    assert told(desk).event is None


KELLER = "maria.keller@schools.example"


def forwarded(inline):
    """A stranger's letter, forwarded in the body or as a file."""
    words = FORWARD.replace("press@harbour.example", KELLER) if inline else "See below."
    mail = a_mail(sender=OURS, to=DESK, subject="Fwd: The school", words=words, **PROOF)
    if not inline:
        mail.add_attachment(a_mail(sender=KELLER, to=OURS, subject="The school", words="It is ours."))
    return mail


@pytest.mark.parametrize("inline", [True, False], ids=["in the body", "as a file"])
def test_who_forwards_a_strangers_letter_is_told_what_to_answer_and_can(desk, inline):
    desk.receive(forwarded(inline))

    why = f"nobody of ours has written to {KELLER} on any record; answer `new: NAME, COUNTRY` or `move to NAME`"
    assert dict(told(desk, "receipt").facts)["Why"] == why
    desk.receive(an_answer(desk.outbox("receipt")[-1], "new: School Board, Malta"))
    assert "school-board" in desk.records()
