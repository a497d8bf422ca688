"""What can't be done is said in a sentence, and changes nothing."""

import pytest

from tests.noticed import Newsdesk, a_letter, an_answer

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def a_digest(desk):
    return desk.write("digest:2023-W27", "digest", {"week": "2023-W27"})


def a_receipt(desk):
    return desk.outbox("receipt")[0]


REFUSED = {
    "a date that stands already": (
        Newsdesk.reminder,
        "extend to July 10",
        "is due Monday, July 10, 2023, 17:00 EDT, and an extension is to a later time",
    ),
    "a snooze until the past": (Newsdesk.reminder, "snooze until 2023-07-04", "is past"),
    "a mail that a reminder has not": (Newsdesk.reminder, "ignore", "about a date, not about a mail"),
    "the record where it stands": (a_receipt, "move to harbour-example", "already"),
    "a deadline of a digest": (a_digest, "done", "told of no deadline"),
    "a letter of a digest": (a_digest, "move to harbour-example", "no letter that could be moved"),
    "the record of a digest": (a_digest, "close", "no single record"),
    "an undo of what was told": (Newsdesk.reminder, "undo", "confirmed nothing to take back"),
}


@pytest.mark.parametrize(("notice", "words", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said(desk, notice, words, says):
    desk.receive(an_answer(notice(desk), words))

    assert desk.decisions() == []
    assert says in desk.says()


TWICE = {
    "done": "noted as answered already",
    "not a deadline": "no deadline any more already",
    "close": "closed already",
    "new: Nordsund, Norway": "a record is called Nordsund already".capitalize(),
}


@pytest.mark.parametrize(("words", "says"), TWICE.items())
def test_what_is_done_already_is_not_done_again(desk, words, says):
    notice = desk.reminder()
    desk.receive(an_answer(notice, words))
    decided = desk.decisions()
    desk.receive(an_answer(notice, words))

    assert desk.decisions() == decided
    assert says.casefold() in desk.says().casefold()


def test_a_deadline_that_its_letter_sets_no_more_is_told_so(desk, monkeypatch):
    reminder = desk.reminder()
    monkeypatch.setattr("worker.records.agenda.find", lambda *_: None)
    desk.receive(an_answer(reminder, "done"))

    assert "sets no such deadline any more" in desk.says()


def test_a_letter_on_several_records_is_not_moved_by_guess(desk):
    desk.receive(a_letter("press@harbour.example, office@nordsund.example", words="Who owns both?"))
    receipt = desk.outbox("receipt")[-1]
    desk.receive(an_answer(receipt, "move to harbour-example"))

    assert desk.decisions() == []
    assert "stands on several records" in desk.says()


def test_a_name_that_two_records_share_is_not_guessed(desk):
    desk.receive(a_letter("office@harbour.test", words="And who owns yours?"))
    desk.receive(an_answer(desk.outbox("receipt")[-1], "move to Harbour"))

    assert desk.decisions() == []
    assert "may be harbour-" in desk.says()


def test_a_follow_up_can_be_called_off(desk):
    desk.receive(an_answer(desk.reminder(), "not a deadline"))
    desk.receive(an_answer(desk.follow_up(), "done"))

    assert desk.says().startswith("Answered: the follow-up on ")
    assert not any(d.awaited for d in desk.deadlines())


def test_opening_the_record_that_mail_opened_confirms_it(desk):
    desk.receive(an_answer(a_receipt(desk), "new: Harbour, Malta"))

    assert list(desk.records()) == ["harbour-example"]
    assert desk.says() == "Opened: Harbour (harbour-example)."
