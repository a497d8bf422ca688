from __future__ import annotations

import pytest

from worker.mail.message import Direction, Kind
from worker.pages.narration import Sides, Turn, narration
from worker.pages.people import Person
from worker.publication.manual import Channel

SIDES = Sides(newsroom="The Newsroom", organisation="Harbour Alliance", acronym="HA")
PLAIN = Sides(newsroom="", organisation="Mill Co.")
VALE = Person(name="Imogen Vale", role="Head of Press")
ROE = Person(name="Al Roe")
NOBODY = Person()
OURS, THEIRS = Direction.INQUIRY, Direction.REPLY


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((VALE,), "Email sent to Imogen Vale, Head of Press at Harbour Alliance (HA)."),
        ((ROE,), "Email sent to Al Roe at Harbour Alliance (HA)."),
        ((VALE, ROE), "Email sent to Imogen Vale, Head of Press, and one other at Harbour Alliance (HA)."),
        ((VALE, ROE, NOBODY), "Email sent to Imogen Vale, Head of Press, and two others at Harbour Alliance (HA)."),
        ((NOBODY, ROE), "Email sent to Al Roe and one other at Harbour Alliance (HA)."),
        ((VALE,) * 12, "Email sent to Imogen Vale, Head of Press, and 11 others at Harbour Alliance (HA)."),
        ((NOBODY,), "Email sent to Harbour Alliance (HA)."),
        ((), "Email sent to Harbour Alliance (HA)."),
        ((NOBODY, NOBODY), "Email sent to two contact addresses at Harbour Alliance (HA)."),
    ],
)
def test_a_letter_of_ours_tells_to_whom_it_went(people, told):
    assert narration(Turn(direction=OURS, people=people), SIDES) == (told, "The email said:")


@pytest.mark.parametrize(
    ("people", "answers", "told"),
    [
        ((VALE,), True, "Imogen Vale, Head of Press, replied for HA:"),
        ((ROE,), True, "Al Roe replied for HA:"),
        ((NOBODY,), True, "Harbour Alliance replied:"),
        ((), True, "Harbour Alliance replied:"),
        ((Person(name="harbour alliance"),), True, "Harbour Alliance replied:"),
        ((ROE,), False, "Al Roe emailed for HA:"),
        ((VALE,), False, "Imogen Vale, Head of Press, emailed for HA:"),
        ((NOBODY,), False, "Harbour Alliance emailed:"),
    ],
)
def test_a_letter_of_theirs_tells_who_wrote_it_for_whom(people, answers, told):
    assert narration(Turn(direction=THEIRS, people=people, answers=answers), SIDES) == (told, "")


def test_our_answer_names_the_newsroom():
    assert narration(Turn(direction=OURS, people=(VALE,), answers=True), SIDES) == ("The Newsroom replied:", "")


def test_an_acknowledgement_says_so():
    turn = Turn(direction=THEIRS, kind=Kind.ACKNOWLEDGEMENT, people=(VALE,), answers=True)

    assert narration(turn, SIDES) == ("Imogen Vale, Head of Press, acknowledged receipt for HA:", "")


def test_an_organisation_without_an_acronym_and_a_newsroom_without_a_name_are_told_as_they_are():
    assert narration(Turn(direction=OURS), PLAIN)[0] == "Email sent to Mill Co."
    assert narration(Turn(direction=OURS, answers=True), PLAIN)[0] == "The newsroom replied:"
    assert narration(Turn(direction=THEIRS, people=(ROE,), answers=True), PLAIN)[0] == "Al Roe replied for Mill Co.:"


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        (Turn(direction=OURS, people=(ROE,)), "Email sent to Al Roe at Harbour Alliance (HA)."),
        (Turn(direction=OURS, answers=True), "The Newsroom replied."),
        (Turn(direction=THEIRS, people=(ROE,), answers=True), "Al Roe replied for HA."),
    ],
)
def test_a_summary_is_never_told_as_their_words(turn, told):
    summarised = Turn(direction=turn.direction, people=turn.people, answers=turn.answers, summarised=True)

    assert narration(summarised, SIDES) == (told, "In an editor's summary:")


@pytest.mark.parametrize(
    ("channel", "direction", "answers", "told"),
    [
        (Channel.PHONE, OURS, False, ("The Newsroom telephoned Al Roe at Harbour Alliance (HA).", "A note of the call says:")),
        (Channel.PHONE, OURS, True, ("The Newsroom telephoned Al Roe at Harbour Alliance (HA).", "A note of the call says:")),
        (Channel.PHONE, THEIRS, False, ("Al Roe telephoned for HA.", "A note of the call says:")),
        (Channel.PHONE, THEIRS, True, ("Al Roe replied by telephone for HA.", "A note of the call says:")),
        (Channel.LETTER, OURS, False, ("Letter sent to Al Roe at Harbour Alliance (HA).", "The letter said:")),
        (Channel.LETTER, OURS, True, ("The Newsroom replied by letter:", "")),
        (Channel.LETTER, THEIRS, False, ("Al Roe wrote a letter for HA:", "")),
        (Channel.LETTER, THEIRS, True, ("Al Roe replied by letter for HA:", "")),
        (Channel.MEETING, OURS, False, ("The Newsroom met Al Roe at Harbour Alliance (HA).", "A note of the meeting says:")),
        (Channel.MEETING, THEIRS, True, ("Al Roe met The Newsroom for HA.", "A note of the meeting says:")),
        (Channel.MESSAGE, OURS, False, ("Message sent to Al Roe at Harbour Alliance (HA).", "The message said:")),
        (Channel.MESSAGE, OURS, True, ("The Newsroom replied by message:", "")),
        (Channel.MESSAGE, THEIRS, False, ("Al Roe sent a message for HA:", "")),
        (Channel.MESSAGE, THEIRS, True, ("Al Roe replied by message for HA:", "")),
    ],
)  # fmt: skip
def test_other_channels_have_sentences_of_their_own(channel, direction, answers, told):
    turn = Turn(channel=channel, direction=direction, answers=answers, people=(ROE,))

    assert narration(turn, SIDES) == told


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("Harbour Alliance", "Imogen Vale replied for HA:"),
        ("HA", "Imogen Vale replied for HA:"),
        ("Head of Press, Hárbour ALLIANCE", "Imogen Vale, Head of Press, replied for HA:"),
        ("Head of Press | HA | London", "Imogen Vale, Head of Press | London, replied for HA:"),
        ("Harbour Alliance, Press Desk at the Pier", "Imogen Vale, Press Desk at the Pier, replied for HA:"),
        ("Head of Press at the Harbour Alliance (HA)", "Imogen Vale, Head of Press, replied for HA:"),
        ("Head of Press - HA", "Imogen Vale, Head of Press, replied for HA:"),
        ("Director of Harbour Alliance", "Imogen Vale, Director of Harbour Alliance, replied for HA:"),
        ("Head of HAZMAT/Safety", "Imogen Vale, Head of HAZMAT/Safety, replied for HA:"),
    ],
)
def test_a_role_does_not_name_the_organisation_again(role, told):
    writer = Person(name="Imogen Vale", role=role)

    assert narration(Turn(direction=THEIRS, people=(writer,), answers=True), SIDES)[0] == told


def test_a_reader_of_ours_is_told_without_the_organisation_twice():
    office = Person(name="Press Office", role="Mill Co.")

    assert narration(Turn(direction=OURS, people=(office,)), PLAIN)[0] == "Email sent to Press Office at Mill Co."
