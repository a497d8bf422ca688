import pytest

from worker.answers.meant import meant

COMMANDS = {
    "extend to Fryday": "extend",
    "extend to yesterday": "extend",
    "Please extend by two days, they asked by phone": "extend",
    "extned to Friday": "extend",
    "snoze 3 days": "snooze",
    "Could you remind me whenever": "snooze",
    "Hi desk,\nigonre it please\n\nBest,\nAnn": "ignore",
    "closed until Monday": "close",
    "Done, but they want more": "done",
    "verlängre bis Freytag": "extend",
    "延期到火星": "extend",
}


@pytest.mark.parametrize(("words", "kind"), COMMANDS.items())
def test_what_begins_nearly_as_a_command_was_meant_as_one(words, kind):
    assert meant(words).kind == kind


def test_the_line_is_told_as_it_was_written():
    assert meant("Hi,\n\nPlease extend to Fryday.\n\nThanks").words == "Please extend to Fryday."


TALK = {
    "a machine": "I am away until Monday. Please ask Lee.",
    "a question": "What is this?",
    "prose": "They asked us to extend",
    "thanks": "Thanks for the reminder",
    "nothing": "",
    "more than a line": "extend to Fryday\nThey asked for it.",
    "a long line": "Close to the harbour there is a pier that nobody owns, as far as we can tell today",
    "a word that is not near": "Extraordinary news from the harbour",
}


@pytest.mark.parametrize("words", TALK.values(), ids=TALK)
def test_talk_was_not_meant_as_a_command(words):
    assert meant(words) is None
