import pytest

from worker.mail.body.signoff import signs_off
from worker.mail.phrases import phrases

SIGN_OFFS = {
    "a formula": "Kind regards,",
    "a formula and a stop": "Thank you.",
    "a place": "Best wishes from Leith",
    "what for": "Thank you for your patience,",
    "whom": "Thanks Jane,",
    "french": "Veuillez agréer, Madame, l'expression de nos salutations distinguées,",
    "two formulas": "Dans l'attente de votre réponse, je vous prie d'agréer, Madame, mes salutations,",
    "german": "Vielen Dank für Ihre Geduld,",
    "chinese": "谢谢您的耐心，",
}
SENTENCES = {
    "a sentence behind": "Thank you for your patience. You will hear from us by Monday,",
    "a pronoun": "Thank you, we will reply by Monday,",
    "a figure": "Thank you for waiting until 5 pm,",
    "a short formula that begins a sentence": "Best practice is to wait,",
    "a possessive": "Ihre Fragen liegen bei Frau Weber,",
    "french": "Merci, nous vous répondrons lundi,",
    "chinese": "谢谢，我们将在星期一答复，",
    "no comma": "Thank you for your patience",
}


@pytest.mark.parametrize("line", SIGN_OFFS.values(), ids=SIGN_OFFS)
def test_a_sign_off_is_a_formula_and_what_belongs_to_it(line):
    assert signs_off(line)


@pytest.mark.parametrize("line", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_that_begins_as_one_is_none(line):
    assert not signs_off(line)


def test_every_formula_signs_off_with_a_comma_and_without():
    assert [f for f in phrases("signature", "signoff") if not (signs_off(f.capitalize()) and signs_off(f"{f},"))] == []
