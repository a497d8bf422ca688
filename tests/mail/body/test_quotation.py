from worker.mail.body.quotation import without_known

LETTER = """Hello,

We are preparing to publish findings about the peeling sheds and would like to include your response.

1. When did you first learn of the matter?
2. What steps have you taken since?

Kind regards,"""


def test_a_known_letter_below_is_cut_off():
    own, quotation = without_known(
        f"Dear Mara,\n\nWe deny this.\n\nBest,\nJane\n\n{LETTER}\nMara Lind\nReporter", [LETTER]
    )

    assert own == "Dear Mara,\n\nWe deny this.\n\nBest,\nJane"
    assert quotation == f"{LETTER}\nMara Lind\nReporter"


def test_a_letter_wrapped_anew_is_still_known():
    wrapped = LETTER.replace("the peeling sheds and", "the peeling\nsheds and").upper()

    assert without_known(f"We deny this.\n\n{wrapped}", [LETTER]) == ("We deny this.", wrapped)


def test_two_letters_below_are_cut_off_together():
    older = "Hello, may I ask who in your organisation speaks with the press about the peeling sheds in the harbour?"

    assert without_known(f"No.\n\n{LETTER}\n\n{older}", [older, LETTER])[0] == "No."


def test_words_below_a_copy_stay():
    text = f"{LETTER}\n\nWe deny this."

    assert without_known(text, [LETTER]) == (text, "")


def test_answers_between_copied_questions_stay():
    text = (
        "1. When did you first learn of the matter?\nIn May.\n2. What steps have you taken since?\nWe closed the sheds."
    )

    assert without_known(text, [LETTER]) == (text, "")


def test_a_question_cited_in_a_sentence_stays():
    text = "We deny this. You ask: When did you first learn of the matter? What steps have you taken since?"

    assert without_known(text, [LETTER]) == (text, "")


def test_few_words_in_common_are_a_coincidence():
    assert without_known("We deny this.\n\nKind regards,", [LETTER]) == ("We deny this.\n\nKind regards,", "")
    assert without_known("Yes.", [LETTER]) == ("Yes.", "")
    assert without_known(LETTER, []) == (LETTER, "")
