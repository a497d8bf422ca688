"""Placement: which record a message stands on, and why."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.threads.copies import (
    BOTH,
    HARBOUR,
    MORNING,
    NORDSUND,
    a_copy,
    a_forward_of,
    a_letter_to,
    a_note_from,
    an_answer_to,
    quoting,
    records_of,
)
from tests.threads.mixtures import mixtures
from worker.mail.message import Authentic, Direction, Doubt, Kind
from worker.threads.decision import Append, Candidate, Evidence, Hold, Ignore, Twin
from worker.threads.directory import Directory, Listing, Ruling
from worker.threads.place import place, stands
from worker.threads.rulings import Rulings

ON_HARBOUR = ("harbour-alliance",)
ON_NORDSUND = ("nordsund",)
AGENT = "vale@agency.example"
STRANGER = "casey@gmail.com"
NOBODY = Directory()


# -- the ladder ------------------------------------------------------------------------------------


def test_a_letter_to_a_listed_domain_joins_its_record():
    assert records_of([a_letter_to("press@harbour.example")]) == [ON_HARBOUR]


def test_a_letter_to_a_host_within_a_listed_domain_joins_its_record():
    assert records_of([a_letter_to("id42@desk.harbour.example")]) == [ON_HARBOUR]


def test_the_longest_listed_domain_decides():
    fisheries = Listing(slug="fisheries", name="Fisheries", domains=("fish.ministry.example",))
    ministry = Listing(slug="ministry", name="Ministry", domains=("ministry.example",))

    told = records_of(
        [a_letter_to("a@fish.ministry.example"), a_letter_to("a@ministry.example")],
        Directory(listings=(ministry, fisheries)),
    )

    assert told == [("fisheries",), ("ministry",)]


def test_a_listed_contact_at_a_free_mail_host_stands_for_itself_alone():
    listed = Directory(listings=(replace(HARBOUR, domains=(), contacts=("ok@gmail.com",)),))

    assert records_of([a_note_from("ok@gmail.com"), a_note_from("other@gmail.com")], listed) == [
        ON_HARBOUR,
        "a stranger",
    ]


def test_a_representative_joins_by_reference():
    letter = a_letter_to("press@harbour.example")

    assert records_of([letter, an_answer_to(letter, sender=AGENT)]) == [ON_HARBOUR, ON_HARBOUR]


def test_two_who_cite_a_message_nobody_sent_us_are_in_one_conversation():
    letter = a_letter_to("press@harbour.example", references=("ghost@x",))
    answer = a_note_from(AGENT, references=("ghost@x",), sent_at=MORNING + timedelta(hours=1))

    assert records_of([letter, answer]) == [ON_HARBOUR, ON_HARBOUR]


def test_whom_we_wrote_to_joins_by_the_letter_quoted_below():
    letter = a_letter_to("press@harbour.example", cc=(AGENT,))
    answer = a_note_from(
        AGENT, sent_at=MORNING + timedelta(days=1), quotes=(quoting(letter, zone_apart=timedelta(hours=-4)),)
    )

    assert records_of([letter, answer]) == [ON_HARBOUR, ON_HARBOUR]
    assert place([letter, answer], BOTH).placements[answer.id].evidence == Evidence.QUOTED


def test_what_a_person_of_ours_sent_on_joins_by_the_letter_quoted_below():
    letter = a_letter_to("press@harbour.example")
    answer = a_forward_of(a_note_from(AGENT, sent_at=MORNING + timedelta(days=1), quotes=(quoting(letter),)))

    assert records_of([letter, answer]) == [ON_HARBOUR, ON_HARBOUR]


def test_a_stranger_who_quotes_a_letter_is_held_for_a_page_may_have_shown_it_to_him():
    letter = a_letter_to("press@harbour.example")
    note = a_note_from(STRANGER, sent_at=MORNING + timedelta(days=1), quotes=(quoting(letter),))

    held = place([letter, note], BOTH).placements[note.id]

    assert held.reason == "a stranger who quotes a letter"
    assert held.candidates[0] == Candidate(slug="harbour-alliance", evidence="quoted letter")


def test_of_one_text_sent_to_two_the_quotation_is_of_the_one_that_went_to_the_sender():
    first = a_letter_to("press@harbour.example", words="An earlier letter.", sent_at=MORNING - timedelta(days=2))
    one = a_letter_to(AGENT, references=(first.message_id,))
    other = a_letter_to("b@nordsund.example")
    answer = a_note_from(AGENT, sent_at=MORNING + timedelta(days=1), quotes=(quoting(one),))

    assert records_of([first, one, other, answer])[3] == ON_HARBOUR


def test_a_quotation_that_could_be_of_two_letters_proves_nothing():
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example")
    answer = a_note_from(AGENT, sent_at=MORNING + timedelta(days=1), quotes=(quoting(one),))

    assert records_of([one, other, answer])[2] == "a stranger"


def test_a_representative_of_two_is_held_with_both():
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example", words="Another matter entirely.")
    known = [an_answer_to(one, sender=AGENT), an_answer_to(other, sender=AGENT)]
    note = a_note_from(AGENT, sent_at=MORNING + timedelta(days=3))

    held = place([one, other, *known, note], BOTH).placements[note.id]

    assert isinstance(held, Hold)
    assert {c.slug for c in held.candidates} == {"harbour-alliance", "nordsund"}


def test_a_representative_who_names_the_organisation_joins_its_record():
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example", words="Another matter entirely.")
    known = [an_answer_to(one, sender=AGENT), an_answer_to(other, sender=AGENT)]
    note = a_note_from(AGENT, words="I write on behalf of Nordsund Group.", sent_at=MORNING + timedelta(days=3))

    assert records_of([one, other, *known, note])[-1] == ON_NORDSUND


def test_a_representative_who_names_an_organisation_it_never_stood_for_is_held():
    one = a_letter_to("a@harbour.example")
    note = a_note_from(AGENT, words="I write on behalf of Nordsund Group.", sent_at=MORNING + timedelta(days=3))

    assert "represent" in records_of([one, an_answer_to(one, sender=AGENT), note])[-1]


def test_what_a_person_decided_last_time_for_an_address_holds_for_the_next_letter():
    first, second = a_note_from(AGENT), a_note_from(AGENT, words="A second note.", sent_at=MORNING + timedelta(days=1))
    ruled = replace(BOTH, rulings=(Ruling(mail=first.mail, ordinal=None, slug="nordsund", sequence=1),))

    assert records_of([first, second], ruled) == [ON_NORDSUND, ON_NORDSUND]


def test_the_records_own_address_decides_where_nothing_else_is_known():
    forward = a_forward_of(a_note_from("unknown@gmail.com"), slug="nordsund")

    assert records_of([forward]) == [ON_NORDSUND]


def test_one_letter_to_two_organisations_stands_on_both_records():
    letter = a_letter_to("a@harbour.example", "b@nordsund.example")
    answer = an_answer_to(letter, sender="b@nordsund.example")

    assert records_of([letter, answer]) == [("harbour-alliance", "nordsund"), ON_NORDSUND]


def test_an_outsider_who_answers_a_letter_to_two_organisations_is_held():
    letter = a_letter_to("a@harbour.example", "b@nordsund.example")

    assert "more than one record" in records_of([letter, an_answer_to(letter, sender=AGENT)])[1]


def test_an_answer_stands_where_the_letter_it_answers_stands_though_its_sender_is_known_elsewhere():
    letter, other = (
        a_letter_to("a@harbour.example"),
        a_letter_to("b@nordsund.example", words="Another matter entirely."),
    )

    assert records_of([letter, other, an_answer_to(letter, sender="b@nordsund.example")])[2] == ON_HARBOUR


def test_a_letter_of_ours_in_an_old_conversation_stands_with_those_it_is_to():
    letter = a_letter_to("a@harbour.example")
    other = a_letter_to("b@nordsund.example", words="They say you did it.", references=(letter.message_id,))

    assert records_of([letter, other]) == [ON_HARBOUR, ON_NORDSUND]


def test_where_one_organisation_has_two_records_the_subject_decides_or_a_person():
    second = replace(HARBOUR, slug="harbour-alliance-2")
    listed = Directory(listings=(HARBOUR, second))
    first = a_letter_to("a@harbour.example", base_subject="peeling sheds")
    ruled = replace(listed, rulings=(Ruling(mail=first.mail, ordinal=0, slug=second.slug, sequence=1),))
    same = a_note_from("a@harbour.example", base_subject="peeling sheds", sent_at=MORNING + timedelta(days=1))
    another = a_note_from(
        "a@harbour.example", base_subject="crew", words="On the crew.", sent_at=MORNING + timedelta(days=2)
    )

    told = records_of([first, same, another], ruled)

    assert told == [(second.slug,), (second.slug,), "more than one record is possible"]


# -- records that mail opens -----------------------------------------------------------------------


def test_a_letter_of_ours_to_nobody_known_opens_a_record_owned_by_its_author():
    letter = a_letter_to("press@kerlouan.example", to_names=("Yann Prado",))

    ledger = place([letter], NOBODY)

    (opened,) = ledger.opened
    assert (opened.slug, opened.name, opened.owner) == ("kerlouan-example", "Kerlouan", "mara@newsroom.example")
    assert ledger.placements[letter.id].evidence == Evidence.FIRST_LETTER


def test_an_agency_that_first_came_up_in_anothers_conversation_opens_no_record():
    letter = a_letter_to("press@kerlouan.example")
    answer = an_answer_to(letter, sender=AGENT)
    fresh = a_letter_to(AGENT, words="A new matter.", sent_at=MORNING + timedelta(days=9))

    ledger = place([letter, answer, fresh], NOBODY)

    assert [o.slug for o in ledger.opened] == ["kerlouan-example"]
    assert isinstance(ledger.placements[fresh.id], Hold)


def test_two_holders_of_free_mail_addresses_are_two_correspondents():
    told = records_of([a_letter_to("a@qq.com"), a_letter_to("b@qq.com", words="To somebody else.")], NOBODY)

    assert told[0] != told[1]


def test_an_answer_from_another_host_of_the_same_registrable_domain_joins():
    letter = a_letter_to("press@ministry.gov.uk")
    note = a_note_from("minister@private.ministry.gov.uk", sent_at=MORNING + timedelta(days=4))

    first, second = records_of([letter, note], NOBODY)

    assert first == second


# -- copies of one letter --------------------------------------------------------------------------


def test_a_forward_of_a_mail_that_also_came_by_itself_is_a_twin_of_it():
    note = a_note_from("press@harbour.example", sent_at=MORNING.replace(second=41))
    forward = a_forward_of(note)

    placements = place([forward, note], BOTH).placements

    assert placements[forward.id] == Twin(of=note.id)
    assert placements[note.id].records == ON_HARBOUR


def test_a_forward_whose_wall_time_was_written_in_another_zone_is_still_a_twin():
    note = a_note_from("press@harbour.example")
    forward = a_forward_of(note, sent_at=note.sent_at - timedelta(hours=9, minutes=30))

    assert isinstance(place([forward, note], BOTH).placements[forward.id], Twin)


def test_two_letters_of_the_same_minute_with_other_words_are_two():
    one = a_note_from("press@harbour.example", words="The first of two statements.")
    other = a_forward_of(one, words="quite another text that shares nothing with it")

    assert not any(isinstance(p, Twin) for p in place([one, other], BOTH).placements.values())


def test_a_copy_that_a_gateway_changed_on_its_way_is_a_twin_by_message_id():
    note = a_note_from("press@harbour.example", words=" ".join(f"word{n}" for n in range(60)))
    other = replace(
        note, id=note.id + 10_000, mail="f" * 64, digest="other", words=note.words + " scanned by a gateway"
    )

    assert sum(isinstance(p, Twin) for p in place([note, other], BOTH).placements.values()) == 1


def test_whoever_borrows_a_message_id_is_held_even_if_he_came_first():
    genuine = a_note_from("press@harbour.example")
    imposter = a_note_from(
        "press@harbour.example",
        words="We withdraw everything.",
        message_id=genuine.message_id,
        authentic=Authentic.NONE,
        sent_at=MORNING - timedelta(hours=2),
    )

    first, second = records_of([imposter, genuine])

    assert "Message-ID" in first
    assert second == ON_HARBOUR


# -- what stands on no record ----------------------------------------------------------------------


def test_talk_among_ourselves_is_ignored_though_it_quotes_a_letter():
    letter = a_letter_to("press@harbour.example")
    talk = a_copy(
        sender="tom@newsroom.example",
        words="Do we believe this?",
        direction=Direction.INTERNAL,
        quotes=(quoting(letter),),
    )

    assert records_of([letter, talk])[1] == "talk among ourselves"


def test_a_forged_letter_of_ours_is_held_though_it_cites_a_letter():
    letter = a_letter_to("press@harbour.example")
    forged = a_letter_to(
        "press@harbour.example", words="We withdraw.", references=(letter.message_id,), doubts=(Doubt.FORGED,)
    )

    held = place([letter, forged], BOTH).placements[forged.id]

    assert held.reason == Doubt.FORGED
    assert held.candidates[0].slug == "harbour-alliance"


def test_a_stranger_with_the_right_subject_is_held_and_any_other_ignored():
    letter = a_letter_to("press@harbour.example", base_subject="peeling sheds")
    right = a_note_from(STRANGER, base_subject="peeling sheds")
    other = a_note_from(STRANGER, base_subject="my bank")

    assert records_of([letter, right, other])[1:] == ["a stranger who names a record", "a stranger"]


def test_an_outsiders_forward_of_a_letter_nobody_wrote_is_held():
    letter = a_letter_to("press@harbour.example")
    forward = a_note_from(STRANGER, quotes=(quoting(letter),), doubts=(Doubt.OUTSIDE_FORWARD,))

    assert records_of([letter, forward])[1] == Doubt.OUTSIDE_FORWARD


def test_bulk_mail_is_ignored_unless_it_answers_a_letter():
    letter = a_letter_to("press@harbour.example")
    news = a_note_from("news@weekly.example", kind=Kind.BULK)
    ticket = an_answer_to(letter, kind=Kind.BULK)

    assert records_of([letter, news, ticket])[1:] == ["bulk mail", "bulk mail that answers a letter"]


def test_an_automatic_reply_stands_beside_the_letter_it_answers_and_alone_is_ignored():
    letter = a_letter_to("press@harbour.example")
    away = an_answer_to(letter, kind=Kind.AUTO_REPLY)
    lost = a_note_from("x@elsewhere.example", kind=Kind.AUTO_REPLY)

    told = records_of([letter, away, lost])

    assert told[1] == ON_HARBOUR
    assert "automatic" in told[2]


def test_a_delivery_report_joins_no_two_conversations():
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example", words="Another matter entirely.")
    report = a_note_from(
        "mailer-daemon@mx.example",
        kind=Kind.BOUNCE,
        references=(one.message_id, other.message_id),
        sent_at=MORNING + timedelta(hours=1),
    )

    assert records_of([one, other, report])[:2] == [ON_HARBOUR, ON_NORDSUND]


# -- what people decide ----------------------------------------------------------------------------


def test_a_person_files_what_was_held():
    note = a_note_from(STRANGER, doubts=(Doubt.FAILED,))

    assert records_of([note], replace(BOTH, rulings=(Ruling(mail=note.mail, ordinal=None, slug="nordsund"),))) == [
        ON_NORDSUND
    ]


def test_a_move_takes_one_record_of_several():
    letter = a_letter_to("a@harbour.example", "b@nordsund.example")
    moved = Ruling(mail=letter.mail, ordinal=0, slug="third", source="nordsund", sequence=1)
    directory = replace(BOTH, listings=(*BOTH.listings, Listing(slug="third", name="Third")), rulings=(moved,))

    assert records_of([letter], directory) == [("harbour-alliance", "third")]


def test_a_person_sets_a_letter_aside():
    letter = a_letter_to("a@harbour.example")

    assert records_of([letter], replace(BOTH, rulings=(Ruling(mail=letter.mail, ordinal=None, slug=""),))) == [
        "set aside by a person"
    ]


def test_later_mail_follows_a_merge():
    merged = replace(BOTH, merged={"nordsund": "harbour-alliance"})

    assert records_of([a_letter_to("b@nordsund.example")], merged) == [ON_HARBOUR]


def test_a_closed_record_takes_what_is_proved_and_the_rest_is_held():
    closed = Directory(listings=(replace(HARBOUR, closed_at=MORNING + timedelta(days=1)), NORDSUND))
    letter = a_letter_to("a@harbour.example")
    answer = an_answer_to(letter, sent_at=MORNING + timedelta(days=2))
    fresh = a_note_from("a@harbour.example", words="A new matter.", sent_at=MORNING + timedelta(days=2))

    assert records_of([letter, answer, fresh], closed) == [ON_HARBOUR, ON_HARBOUR, "the record is closed"]


# -- the order of arrival --------------------------------------------------------------------------


def a_year_of_mail():
    one, other = (
        a_letter_to("a@harbour.example"),
        a_letter_to("press@kerlouan.example", words="Another matter entirely."),
    )
    away, agent = an_answer_to(one, kind=Kind.AUTO_REPLY), an_answer_to(one, sender=AGENT, words="For the Alliance.")
    answer = an_answer_to(other)
    return [
        one,
        other,
        away,
        agent,
        answer,
        a_forward_of(answer),
        a_note_from(AGENT, words="Something new.", sent_at=MORNING + timedelta(days=3)),
        a_note_from(AGENT, words="Quoting.", sent_at=MORNING + timedelta(days=4), quotes=(quoting(answer),)),
        a_letter_to(
            "a@harbour.example", "x@unheard.example", words="To both of you.", sent_at=MORNING + timedelta(days=5)
        ),
        a_letter_to("m@nordsund.example", words="A third.", references=("ghost@x",)),
        a_note_from(
            "who@elsewhere.example", words="With a ghost.", references=("ghost@x",), sent_at=MORNING + timedelta(days=6)
        ),
        replace(a_note_from("a@harbour.example", words="Borrowed."), message_id=answer.message_id),
    ]


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(random):
    copies = a_year_of_mail()
    shuffled = random.sample(copies, len(copies))
    renumbered = [replace(c, id=n) for n, c in enumerate(shuffled)]

    told = dict(zip((c.mail for c in copies), records_of(copies), strict=True))

    assert dict(zip((c.mail for c in renumbered), records_of(renumbered), strict=True)) == told


def test_everything_gets_exactly_one_placement():
    copies = a_year_of_mail()

    placements = place(copies, BOTH).placements

    assert set(placements) == {c.id for c in copies}
    assert any(isinstance(p, Ignore) for p in placements.values()) or any(
        isinstance(p, Hold) for p in placements.values()
    )


def told_by_mail(copies, directory):
    """Tell what becomes of each mail, and which records mail opened, without any id."""
    ledger = place(copies, directory)
    mails = {c.id: (c.mail, c.ordinal) for c in copies}
    assert set(ledger.placements) == set(mails)
    return {
        mails[i]: ("twin", mails[p.of]) if isinstance(p, Twin) else p for i, p in ledger.placements.items()
    }, ledger.opened


@given(mixtures(), st.randoms(use_true_random=False))
def test_whatever_came_neither_order_nor_ids_matter_and_every_copy_has_one_placement(mixture, random):
    copies, directory = mixture
    shuffled = random.sample(copies, len(copies))
    renumbered = [replace(c, id=n) for n, c in enumerate(shuffled)]

    assert told_by_mail(renumbered, directory) == told_by_mail(copies, directory)


@given(mixtures())
def test_a_twin_is_always_of_a_copy_that_stands_on_a_record_itself(mixture):
    copies, directory = mixture
    placements = place(copies, directory).placements

    assert all(isinstance(placements[p.of], Append) for p in placements.values() if isinstance(p, Twin))


@given(mixtures())
def test_what_is_held_or_ignored_as_unfit_to_stand_changes_nothing_for_the_rest(mixture):
    copies, directory = mixture
    directory = replace(directory, rulings=())
    fit = [c for c in copies if stands(c, Rulings(()))]

    told, opened = told_by_mail(copies, directory)

    assert told_by_mail(fit, directory) == (
        {k: told[k] for k in told if k in {(c.mail, c.ordinal) for c in fit}},
        opened,
    )
