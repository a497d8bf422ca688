from dataclasses import replace

from tests.threads.copies import a_copy
from worker.records.outcome import Standing, State, standings, states
from worker.records.status import Status
from worker.threads.decision import Append, Candidate, Evidence, Hold, Ignore, Twin

FIRST = a_copy(sender="a@b.example", words="one")
SECOND = replace(a_copy(sender="a@b.example", words="two"), mail=FIRST.mail, ordinal=1)
OTHER = a_copy(sender="a@b.example", words="one")
ON = Append(records=("harbour",), evidence=Evidence.REFERENCE)
HELD = Hold(reason="two candidates", candidates=(Candidate(slug="harbour", evidence="contact"),))


def outcome(placements):
    copies = [copy for copy in (FIRST, SECOND, OTHER) if copy.id in placements]
    of_mail = states(placements, copies)
    return of_mail, standings(placements, copies, of_mail)


def test_a_mail_with_a_letter_on_a_record_is_filed():
    of_mail, on_record = outcome({FIRST.id: ON, SECOND.id: Ignore(reason="bulk")})

    assert of_mail == {FIRST.mail: State(status=Status.FILED)}
    assert on_record == (Standing(slug="harbour", best=FIRST.id, copies=frozenset({FIRST.id}), placed_by="reference"),)


def test_one_held_message_holds_the_whole_mail():
    of_mail, on_record = outcome({FIRST.id: ON, SECOND.id: HELD})

    assert of_mail[FIRST.mail] == State(status=Status.HELD, reason="two candidates", candidates=HELD.candidates)
    assert on_record == ()


def test_a_twin_in_a_mail_that_is_filed_stands_in_for_a_best_copy_that_is_held():
    of_mail, on_record = outcome({FIRST.id: ON, SECOND.id: HELD, OTHER.id: Twin(of=FIRST.id)})

    assert (of_mail[FIRST.mail].status, of_mail[OTHER.mail].status) == (Status.HELD, Status.FILED)
    assert [(s.best, s.copies) for s in on_record] == [(OTHER.id, {OTHER.id})]


def test_a_mail_whose_messages_are_all_ignored_is_ignored_with_the_first_reason():
    of_mail, _ = outcome({FIRST.id: Ignore(reason="bulk"), SECOND.id: Ignore(reason="talk")})

    assert of_mail == {FIRST.mail: State(status=Status.IGNORED, reason="bulk")}


def test_a_letter_to_two_organisations_stands_on_both_records():
    _, on_record = outcome({FIRST.id: replace(ON, records=("harbour", "nordsund"))})

    assert [s.slug for s in on_record] == ["harbour", "nordsund"]


def test_copies_that_refer_to_each_other_are_held():
    of_mail, _ = outcome({FIRST.id: Twin(of=OTHER.id), OTHER.id: Twin(of=FIRST.id)})

    assert {state.status for state in of_mail.values()} == {Status.HELD}
