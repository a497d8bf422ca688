from datetime import datetime, timedelta

import pytest

from tests.given import DESK, OURS, a_reply_to
from tests.noticed import NOW, ZONE, a_letter, an_answer
from worker.answering import obeying
from worker.errors import Refused, Transient
from worker.records import outbox
from worker.records.database import writing


def failing(error):
    """Give a step that does not come to its end."""

    def step(*_, **__):
        raise error

    return step


def test_done_ends_the_reminders_and_is_confirmed(desk):
    desk.receive(an_answer(desk.reminder(), "Done, thanks!"))

    assert desk.decisions() == [("answered", "mara@newsroom.example", "by mail")]
    assert [d.awaited for d in desk.deadlines()] == [False]
    assert desk.says().startswith("Answered: “by July 10” on ")


def test_extend_moves_the_deadline(desk):
    desk.receive(an_answer(desk.reminder(), "extend to July 14"))

    assert [d.due_at for d in desk.deadlines()] == [datetime(2023, 7, 14, 17, tzinfo=ZONE)]
    assert "July 14, 2023, 17:00 EDT" in desk.says()


def test_a_length_of_time_extends_the_deadline_itself(desk):
    desk.receive(an_answer(desk.reminder(), "extend by 3 days"))

    assert [d.due_at for d in desk.deadlines()] == [datetime(2023, 7, 13, 17, tzinfo=ZONE)]


def test_a_weekday_is_the_first_that_is_later_than_the_deadline(desk):
    desk.receive(an_answer(desk.reminder(), "extend to Friday"))

    assert [d.due_at for d in desk.deadlines()] == [datetime(2023, 7, 14, 17, tzinfo=ZONE)]


def test_an_extension_to_an_earlier_day_is_refused_with_the_present_one(desk):
    desk.receive(an_answer(desk.reminder(), "extend to July 7"))

    assert desk.decisions() == []
    assert (
        " is due Monday, July 10, 2023, 17:00 EDT, and an extension is to a later time; nothing was changed"
        in desk.says()
    )


@pytest.mark.parametrize("words", ["not a deadline", "done"])
def test_undo_names_what_the_person_wrote(desk, words):
    desk.receive(an_answer(desk.reminder(), words))
    desk.receive(an_answer(desk.outbox("confirmation")[0], "undo"))

    assert desk.says().startswith(f"Undone: {words}. ")


def test_a_past_date_is_refused_and_said_so(desk):
    desk.receive(an_answer(desk.reminder(), "extend to 2023-07-03"))

    assert desk.decisions() == []
    assert "is past; nothing was changed" in desk.says()


def test_snooze_is_until_the_morning_of_the_day(desk):
    desk.receive(an_answer(desk.reminder(), "snooze until Friday"))

    assert [d.snoozed_until for d in desk.deadlines()] == [datetime(2023, 7, 7, tzinfo=ZONE)]


def test_not_a_deadline_ends_it(desk):
    desk.receive(an_answer(desk.reminder(), "not a deadline"))

    assert desk.decisions()[0][0] == "dismiss"
    assert [d.awaited for d in desk.deadlines() if d.phrase] == [False]


def test_undo_takes_back_exactly_what_was_confirmed(desk):
    reminder = desk.reminder()
    desk.receive(an_answer(reminder, "extend to July 14"))
    (extended,) = desk.outbox("confirmation")
    desk.receive(a_letter("office@nordsund.example", words="Whose boat is it?"))
    desk.receive(an_answer(extended, "undo"))

    assert desk.decisions() == []
    assert [d.due_at for d in desk.deadlines() if d.phrase] == [datetime(2023, 7, 10, 17, tzinfo=ZONE)]
    assert desk.says().startswith("Undone: extend.")


def test_undo_is_refused_where_something_later_rests_on_it(desk):
    reminder = desk.reminder()
    desk.receive(an_answer(reminder, "extend to July 14"))
    (first,) = desk.outbox("confirmation")
    desk.receive(an_answer(reminder, "extend to July 17"))
    desk.receive(an_answer(first, "undo"))

    assert [kind for kind, _, _ in desk.decisions()] == ["extend", "extend"]
    assert "can't be undone before" in desk.says()


def test_undo_twice_is_refused_once_and_then_nothing_is_said(desk):
    desk.receive(an_answer(desk.reminder(), "done"))
    desk.receive(an_answer(desk.outbox("confirmation")[0], "undo"))
    for _ in range(4):
        desk.receive(an_answer(max(desk.outbox("confirmation"), key=lambda row: row.id), "undo"))

    assert desk.decisions() == []
    assert len(desk.outbox("confirmation")) == 3


def test_a_letter_is_moved_to_the_record_that_is_named(desk):
    desk.receive(a_letter("office@nordsund.example", words="Whose boat is it?"))
    receipt = desk.outbox("receipt")[-1]
    desk.receive(an_answer(receipt, "move to HARBOUR"))

    assert len(desk.records()) == 1
    assert desk.decisions()[0][0] == "move"


def test_an_unknown_record_is_refused_with_the_nearest_one_named(desk):
    desk.receive(an_answer(desk.outbox("receipt")[0], "move to Habour"))

    assert desk.decisions() == []
    assert "did you mean harbour" in desk.says()


def test_a_held_mail_is_filed_where_the_answer_says(desk):
    letter = a_letter(words="And who paints it?")
    del letter["To"]
    desk.receive(letter)
    receipt = desk.outbox("receipt")[-1]
    assert len(desk.records()["harbour-example"]) == 1

    desk.receive(an_answer(receipt, "→ harbour-example"))

    assert desk.records()["harbour-example"][1:] == ["And who paints it?"]
    assert desk.says().startswith("Filed: it stands on ")


def test_new_opens_a_record_and_the_letter_stands_there(desk):
    desk.receive(an_answer(desk.outbox("receipt")[0], "new: Harbour Standards Alliance, United Kingdom"))

    assert list(desk.records()) == ["harbour-standards-alliance"]
    assert "Opened: Harbour Standards Alliance (harbour-standards-alliance)." in desk.says()

    desk.receive(an_answer(desk.outbox("confirmation")[0], "undo"))
    assert list(desk.records()) == ["harbour-example"]


def test_ignore_keeps_the_mail_off_all_records(desk):
    desk.receive(an_answer(desk.outbox("receipt")[0], "ignore"))

    assert desk.records() == {}


def test_close_closes_the_record(desk):
    desk.receive(an_answer(desk.reminder(), "close"))

    assert desk.decisions()[0][0] == "close"


def test_done_applies_to_the_dates_of_the_letter_that_a_receipt_told_of(desk):
    desk.receive(an_answer(desk.outbox("receipt")[0], "done"))

    assert [d.awaited for d in desk.deadlines()] == [False]


def test_a_command_in_answer_to_a_help_is_for_the_notice_that_was_not_understood(desk):
    desk.receive(an_answer(desk.reminder(), "What is this?"))
    (helped,) = desk.outbox("help")
    desk.receive(an_answer(helped, "done"))

    assert helped.about["said"] == "What is this?"
    assert desk.decisions()[0][0] == "answered"


def test_a_notice_that_told_of_several_is_not_guessed_at(desk):
    reminders = [desk.reminder("before 0"), desk.reminder("due")]
    draft = outbox.Draft(
        key="together:1", kind="together", slug="", recipient="mara@newsroom.example", channel="mail",
        about={"of": [row.id for row in reminders]}, not_before=NOW,
    )  # fmt: skip
    with writing(desk.engine) as connection:
        outbox.write(connection, [draft], domain="newsroom.example", at=NOW)
    desk.receive(an_answer(desk.outbox("together")[0], "done"))

    assert desk.decisions() == []
    assert "several things" in desk.says()


def test_an_answer_gets_no_receipt(desk):
    before = len(desk.outbox("receipt"))
    desk.receive(an_answer(desk.reminder(), "done"))

    assert len(desk.outbox("receipt")) == before


def test_a_reply_obeyed_once_is_not_obeyed_again_when_another_copy_comes(desk):
    answer = an_answer(desk.reminder(), "extend by 3 days")
    desk.receive(answer)
    copy = answer.as_bytes().replace(b"To: ", b"X-Way: another\nTo: ", 1)
    desk.receive(answer, copy)

    assert [kind for kind, _, _ in desk.decisions()] == ["extend"]
    assert len(desk.outbox("confirmation")) == 1


STEPS = [
    ("worker.records.journal.record", "extend by 3 days", "extend"),
    ("worker.records.outbox.write", "extend by 3 days", "extend"),
    ("worker.records.filing.file", "close", "close"),
]


@pytest.mark.parametrize(("step", "words", "decided"), STEPS)
def test_a_crash_between_two_steps_neither_loses_an_answer_nor_obeys_it_twice(desk, monkeypatch, step, words, decided):
    desk.archive(an_answer(desk.reminder(), words))
    with monkeypatch.context() as broken:
        broken.setattr(step, failing(Transient("the power went")))
        with pytest.raises(Transient):
            desk.attend()
    assert (desk.decisions(), desk.outbox("confirmation"), len(desk.unattended())) == ([], [], 1)

    desk.attend()
    desk.attend()

    assert [kind for kind, _, _ in desk.decisions()] == [decided]
    assert len(desk.outbox("confirmation")) == 1


def test_what_is_refused_leaves_nothing_behind(desk, monkeypatch):
    monkeypatch.setattr("worker.records.decisions.move", failing(Refused("no")))
    desk.receive(an_answer(desk.outbox("receipt")[0], "new: Elsewhere, Malta"))

    assert desk.decisions() == []
    assert desk.says() == "No."
    assert desk.unattended() == ()


def test_other_mail_of_the_same_batch_is_attended_to(desk):
    letter = a_letter()
    reply = a_reply_to(letter, words="We do.")
    assert desk.receive(an_answer(desk.reminder(), "done"), reply) == 2
    assert desk.attend() == 0


def test_the_date_is_read_from_the_day_the_answer_was_written(desk):
    desk.now += timedelta(days=1)
    desk.receive(an_answer(desk.reminder(), "extend to Tuesday", sent_at=NOW))

    assert [d.due_at.astimezone(ZONE).day for d in desk.deadlines()] == [11]


def test_an_answer_whose_subject_lost_its_prefix_is_an_answer_all_the_same(desk):
    desk.receive(an_answer(desk.reminder(), "done", subject="On the Record: Harbour"))

    assert [kind for kind, _, _ in desk.decisions()] == ["answered"]
    assert len(desk.outbox("receipt")) == 1


def test_an_answer_in_the_manner_of_outlook_is_read(desk):
    quoted = (
        f"extend to July 14\n\n-----Original Message-----\nFrom: On the Record <{DESK}>\n"
        "Sent: Wednesday, July 5, 2023 10:00 AM\nTo: Mara <mara@newsroom.example>\nSubject: On the Record: Harbour\n\n"
        "It is due.\n"
    )
    answer = an_answer(desk.reminder(), "")
    answer.set_content(quoted)
    desk.receive(answer)

    assert [kind for kind, _, _ in desk.decisions()] == ["extend"]


def test_the_owner_hears_of_a_letter_that_comes_to_a_closed_record(desk):
    letter = a_letter(subject="The pier")
    desk.receive(letter)
    desk.receive(an_answer(desk.outbox("receipt")[-1], "close"))
    before = len(desk.outbox("receipt"))

    desk.receive(a_reply_to(letter))

    told = desk.outbox("receipt")[before:]
    assert [(row.key.partition(":")[0], row.recipient) for row in told] == [("closed", OURS)]


def test_an_error_of_the_program_is_told_and_keeps_no_other_waiting(desk, monkeypatch):
    def broken(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(obeying, "carry_out", broken)

    desk.receive(an_answer(desk.reminder(), "done"))

    assert "an error of the program" in desk.says().casefold()
    assert desk.unattended() == ()
