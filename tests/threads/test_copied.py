"""Letters copied below an answer without any mark."""

from worker.mail.message import Direction
from worker.threads.copied import parted

ASKED = "Dear all,\n\nWhen did you first learn that crews were moved between the two plants, and who signed the order?"
ANSWER = "We learned of it through your message."


def words(*letters):
    return [own for own, _ in parted(letters)]


def test_a_letter_of_the_other_side_copied_below_is_no_word_of_the_author():
    assert words((Direction.INQUIRY, ASKED), (Direction.REPLY, f"{ANSWER}\n\n{ASKED}")) == [ASKED, ANSWER]


def test_who_says_a_thing_twice_says_it_twice():
    statement = "We take every report of this kind seriously and have asked the plant for a full account of it."

    assert words((Direction.REPLY, statement), (Direction.REPLY, statement)) == [statement, statement]


def test_a_letter_that_is_all_copy_stays_whole():
    assert words((Direction.INQUIRY, ASKED), (Direction.REPLY, ASKED)) == [ASKED, ASKED]


def test_answers_between_the_questions_stay():
    between = f"{ASKED}\n\n{ANSWER} Nobody signed anything, for there was no order to sign at all."

    assert words((Direction.INQUIRY, ASKED), (Direction.REPLY, between))[1] == between


def test_a_sentence_that_both_sides_write_stays():
    sentence = "The programme began on 3 March of last year, and it ended on 9 May of the same year."

    assert words((Direction.INQUIRY, f"{ASKED}\n\n{sentence}"), (Direction.REPLY, f"{ANSWER}\n\n{sentence}"))[
        1
    ].endswith(sentence)
