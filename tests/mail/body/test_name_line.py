import pytest

from worker.mail.body.name_line import may_name

NAMES = {
    "a person": "Jane Vale",
    "a month": "May",
    "a month and a family": "April Jones",
    "a weekday and a family": "Sunday Okafor",
    "a verb with a capital": "Will",
    "particles": "Ludwig van der Berg",
    "an office in lower case": "Harbour press office",
    "a firm": "Harbour Foods Ltd.",
    "a channel": "Channel 4 News",
    "a pronoun of another language": "Vi Nguyen",
    "an initial": "I. Weber, press office",
    "chinese": "港务局公关部",
    "arabic": "المكتب الصحفي",
}
NO_NAMES = {
    "a date": "November 30.",
    "a date, year behind it": "November 30, 2026",
    "a weekday with its date": "Monday 30",
    "a day": "Monday afternoon",
    "a day and a stop": "Monday.",
    "an hour": "Pier 4, 16:00",
    "an hour on the half": "Eastern 5pm",
    "an hour, german": "Mittag 12 Uhr",
    "an hour, japanese": "午後3時",
    "figures": "30 November",
    "a verb": "The ferry is safe",
    "a pronoun": "We decline",
    "a small letter": "and the ferry",
    "a question": "When?",
    "a sentence": "The ferry sails.",
    "another sign-off": "Kind regards,",
    "many words": "The Harbour Authority Stands By Its Report",
    "chinese": "我们否认",
    "russian": "Мы ответим",
    "nothing": " ",
}


@pytest.mark.parametrize("line", NAMES.values(), ids=NAMES)
def test_a_name_is_one_in_any_language(line):
    assert may_name(line)


@pytest.mark.parametrize("line", NO_NAMES.values(), ids=NO_NAMES)
def test_a_piece_of_a_sentence_is_no_name(line):
    assert not may_name(line)
