"""The dates of records that changed are stored: outside the lock, one record after the other, within bounds."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from tests.given import HARBOUR, MONDAY, NEWSROOM, NOW, a_reply_to, an_inquiry, raw
from tests.ledger import receive
from tests.noticed import CALENDAR, a_bureau
from worker import intake, reminding, telling
from worker.correspondence import Correspondence
from worker.deadlines.reminders import Rules
from worker.delivering.occasion import Occasion
from worker.records import agenda, deadline_decisions
from worker.records.database import reading, writing

RULES = Rules()
HOUR = timedelta(hours=1)
SLUG = "harbour-example"
BY = reminding.fingerprint(CALENDAR, RULES)


def settle(engine, now=NOW, **bound):
    return reminding.settle(engine, CALENDAR, RULES, now=now, **bound)


def unsettled(engine):
    with reading(engine) as connection:
        return agenda.unsettled(connection, by=BY)


def promised(engine):
    with reading(engine) as connection:
        found = [agenda.find(connection, id_) for id_ in agenda.ids(connection)]
    return [date.phrase for date in found if date.kind == "promise"]


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen while the deadlines of a record are derived for the first time."""
    derive = Correspondence.agenda
    happens = []

    def derived(record, *told):
        while happens:
            happens.pop()()
        return derive(record, *told)

    monkeypatch.setattr(Correspondence, "agenda", derived)
    return happens.append


def test_mail_is_taken_in_while_the_letters_of_a_record_are_read(engine, meanwhile):
    receive(engine, an_inquiry())
    meanwhile(lambda: receive(engine, an_inquiry("office@nordsund.example")))

    assert settle(engine) == 1

    assert unsettled(engine) == ("nordsund-example",)


def test_a_letter_that_comes_while_its_record_is_read_is_read_too(engine, meanwhile):
    inquiry = an_inquiry()
    receive(engine, inquiry)
    answer = a_reply_to(
        inquiry, sender=HARBOUR, words="We will send you our answer by July 14.", sent_at=MONDAY + timedelta(days=1)
    )
    meanwhile(lambda: receive(engine, answer))

    assert settle(engine) == 1

    assert unsettled(engine) == ()
    assert promised(engine) == ["by July 14"]


def test_a_record_that_another_process_has_settled_meanwhile_is_left_as_it_is(engine, meanwhile):
    receive(engine, an_inquiry())
    meanwhile(lambda: settle(engine))

    assert settle(engine) == 0

    assert unsettled(engine) == ()


def test_a_record_that_never_stands_still_is_left_to_the_next_round(engine, monkeypatch):
    inquiry = an_inquiry()
    receive(engine, inquiry)
    read = []

    def derived(*_):
        read.append(len(read))
        words = f"Word number {len(read)} of many."
        receive(engine, a_reply_to(inquiry, sender=HARBOUR, words=words, sent_at=MONDAY + len(read) * HOUR))
        return ()

    monkeypatch.setattr(Correspondence, "agenda", derived)

    assert settle(engine) == 0

    assert len(read) == reminding.TRIES
    assert unsettled(engine) == (SLUG,)


def test_an_error_of_ours_in_one_record_is_logged_and_keeps_no_other_waiting(engine, monkeypatch, caplog):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    broken(monkeypatch)

    assert settle(engine) == 1

    assert unsettled(engine) == (SLUG,)
    assert f"record={SLUG}" in caplog.text


def test_a_record_with_an_error_is_tried_again_after_an_hour_not_each_minute(engine, monkeypatch):
    receive(engine, an_inquiry())
    tried = broken(monkeypatch)
    for minutes in range(60):
        settle(engine, NOW + timedelta(minutes=minutes))
    assert len(tried) == 1

    monkeypatch.undo()

    assert settle(engine, NOW + HOUR) == 1
    assert unsettled(engine) == ()


def broken(monkeypatch):
    """Let the letters of one record not be read."""
    derive, tried = Correspondence.agenda, []

    def derived(record, *told):
        if record.slug != SLUG:
            return derive(record, *told)
        tried.append(record.slug)
        raise KeyError(record.slug)

    monkeypatch.setattr(Correspondence, "agenda", derived)
    return tried


def test_when_the_time_is_over_the_records_that_are_left_wait_for_the_next_round(engine, monkeypatch):
    receive(engine, an_inquiry(), an_inquiry("office@nordsund.example"))
    ticks = iter([0, 1, 11])
    monkeypatch.setattr(reminding, "monotonic", lambda: next(ticks))

    assert settle(engine, seconds=10) == 1
    assert len(unsettled(engine)) == 1

    monkeypatch.undo()
    assert settle(engine) == 1


def test_telling_spends_only_so_long_on_what_changed_and_then_tells(engine, monkeypatch):
    receive(engine, an_inquiry())
    reminded = []
    monkeypatch.setattr(telling, "SETTLING", 0)
    monkeypatch.setattr(telling, "remind", lambda *_, **__: reminded.append(True))

    telling.tell(engine, Occasion(bureau=a_bureau(), calendar=CALENDAR, rules=RULES, now=NOW))

    assert unsettled(engine) == (SLUG,)
    assert reminded


def test_what_was_ours_to_answer_for_long_is_told_once_it_is_theirs_again(engine):
    asked = an_inquiry(words="Who owns the pier?")
    theirs = a_reply_to(asked, words="Which pier do you mean? We will reply by July 7, 2023.")
    intake.receive(engine, [raw(asked), raw(theirs)], NEWSROOM, now=MONDAY + timedelta(days=2))
    later = MONDAY + timedelta(days=49, hours=1)
    ours = an_inquiry(words="The northern one.", sent_at=later - HOUR, answers=theirs)
    settle(engine, now=later)
    assert steps(engine, later) == []

    intake.receive(engine, [raw(ours)], NEWSROOM, now=later)
    settle(engine, now=later)

    assert steps(engine, later) == ["after 11"]


@pytest.fixture
def closes_later():
    return replace(CALENDAR, close_of_business=time(18))


def test_what_people_decided_of_a_date_outlives_a_change_of_the_newsrooms_hours(engine, closes_later):
    intake.receive(engine, [raw(an_inquiry(words="Please answer by July 10."))], NEWSROOM, now=MONDAY)
    settle(engine)
    with reading(engine) as connection:
        (date,) = agenda.ids(connection)
    with writing(engine) as connection:
        deadline_decisions.dismiss(connection, date, who="mara", at=NOW, why="no deadline")

    reminding.settle(engine, closes_later, RULES, now=NOW)

    with reading(engine) as connection:
        known = agenda.find(connection, date)
    assert (known.due_at.astimezone(CALENDAR.zone).hour, known.awaited) == (18, False)


def test_nobody_hears_of_the_same_day_again_because_its_hour_was_changed(engine, closes_later):
    intake.receive(engine, [raw(an_inquiry(words="Please answer by July 10."))], NEWSROOM, now=MONDAY)
    morning, after = (datetime(2023, 7, day, 10, tzinfo=CALENDAR.zone) for day in (10, 11))
    no_digests = a_bureau(digest_day=None)
    settle(engine)
    assert reminding.remind(engine, no_digests, RULES, now=morning) == 1

    reminding.settle(engine, closes_later, RULES, now=NOW)

    assert steps(engine, morning) == ["before 0"]
    assert reminding.remind(engine, no_digests, RULES, now=morning) == 0
    assert reminding.remind(engine, no_digests, RULES, now=after) == 1


def steps(engine, now):
    """Give the steps of deadlines that come now."""
    with reading(engine) as connection:
        return [draft.about["step"] for draft in reminding.reminders(connection, a_bureau(), RULES, now)]


def test_a_digest_of_saturdays_is_told_on_each_monday_once(engine):
    intake.receive(engine, [raw(an_inquiry(words="Please answer by December 10."))], NEWSROOM, now=MONDAY)
    settle(engine)
    bureau = a_bureau(digest_day=5)
    told = []
    for hour in range(15 * 24):
        now = MONDAY + timedelta(hours=hour)
        if reminding.remind(engine, bureau, RULES, now=now):
            told.append(now.astimezone(CALENDAR.zone).date().isoformat())

    assert told == ["2023-07-10", "2023-07-17"]
