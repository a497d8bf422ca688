from __future__ import annotations

from datetime import datetime

from tests.notices.told import BERLIN, NEW_YORK, NEWSROOM, a_record, an_entry, asked_and_acknowledged, standings
from worker.notices.evidence import WORDS, evidence
from worker.notices.receipt import Brought, Placed, receipt
from worker.threads.decision import Evidence

RECORD = asked_and_acknowledged()
DATED = standings(RECORD, datetime(2023, 7, 4, 9, tzinfo=NEW_YORK))


def told(mail, zone=NEW_YORK):
    return receipt(mail, newsroom=NEWSROOM, zone=zone)


def commands(notice):
    return [command for command, _ in notice.commands]


def test_a_filed_mail_tells_where_it_stands_by_what_evidence_and_its_date():
    placed = Placed(record=RECORD, entry=RECORD.entries[0], standings=DATED[:1])
    notice = told(Brought(subject="Questions", status="filed", placed=(placed,)), zone=BERLIN)

    assert notice.title == "Filed on Harbour Alliance: inquiry of July 3, 2023; due July 6, 2023, 23:00 CEST."
    assert notice.quote == "Please answer by close of business on July 6, 2023, so that we can print it."
    facts = dict(notice.facts)
    assert facts["Record"] == "Harbour Alliance (harbour-alliance)"
    assert facts["Evidence"] == "it belongs to a conversation on that record"
    assert facts["Deadline"].startswith("Thursday, July 6, 2023, 23:00 CEST (17:00 EDT in the newsroom), read from")
    assert (notice.slug, notice.record) == ("harbour-alliance", "Harbour Alliance")
    assert {"extend to Friday", "not a deadline", "move to NAME", "ignore"} < set(commands(notice))


def test_an_inquiry_that_sets_no_date_says_so_and_offers_none():
    placed = Placed(record=RECORD, entry=RECORD.entries[0], opened=True)
    notice = told(Brought(subject="Questions", status="filed", placed=(placed,)))

    assert notice.title == "Opened Harbour Alliance: inquiry of July 3, 2023."
    assert ("Deadline", "none was read in it") in notice.facts
    assert "extend to Friday" not in commands(notice)


def test_a_letter_to_two_organisations_is_told_once_with_both_records():
    entry = an_entry("Who certified it?")
    other = a_record(entry, name="Pier Trust", slug="pier-trust")
    mail = Brought(
        subject="Questions", status="filed",
        placed=(Placed(record=a_record(entry), entry=entry), Placed(record=other, entry=entry)),
    )  # fmt: skip
    notice = told(mail)
    names = [name for name, _ in notice.facts]

    assert notice.title == "Filed on Harbour Alliance and Pier Trust: inquiry of July 3, 2023."
    assert (names.count("Inquiry"), names.count("Record"), notice.slug) == (1, 2, "")


def test_held_mail_tells_its_candidates_and_how_to_choose():
    candidates = (("harbour-alliance", "name"), ("pier-trust", "domain"))
    notice = told(Brought(subject="The pier", status="held", reason="several records", candidates=candidates))

    assert notice.title == "Held: \u201cThe pier\u201d waits until you say where it belongs."
    assert ("Why", "several records") in notice.facts
    assert ("Candidate", "pier-trust: the domain of the organisation") in notice.facts
    assert commands(notice)[:3] == ["move to harbour-alliance", "move to pier-trust", "new: NAME, COUNTRY"]
    assert notice.subject == "On the Record: mail you brought in"


def test_mail_on_no_record_says_why():
    notice = told(Brought(subject="", status="ignored", reason="talk among ourselves"))

    assert notice.title == "Kept off all records: \u201cno subject\u201d."
    assert notice.facts == (("Why", "talk among ourselves"),)
    assert "ignore" not in commands(notice)


def test_a_subject_without_end_does_not_fill_the_headline():
    assert len(told(Brought(subject="x" * 10_000, status="held")).title) < 200


def test_every_evidence_has_words():
    assert set(WORDS) == set(Evidence)
    assert evidence("something new") == "something new"


def test_a_strangers_letter_tells_why_it_stands_nowhere_and_what_to_answer():
    keller = "maria.keller@schools.example"
    notice = told(Brought(subject="The school", status="ignored", reason="a stranger", sender=keller))

    why = f"nobody of ours has written to {keller} on any record; answer `new: NAME, COUNTRY` or `move to NAME`"
    assert notice.facts == (("Why", why),)
    assert commands(notice)[:2] == ["move to NAME", "new: NAME, COUNTRY"]


def test_a_stranger_without_an_address_is_one_all_the_same():
    assert told(Brought(subject="x", status="ignored", reason="a stranger")).facts == (("Why", "a stranger"),)
