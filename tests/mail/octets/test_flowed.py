import pytest

from worker.mail.octets.flowed import unflowed

FLOWED = {
    "a paragraph": ("by \nFriday", "by Friday"),
    "a fixed line": ("by\nFriday", "by\nFriday"),
    "space-stuffing": (" > no quotation\n From here", "> no quotation\nFrom here"),
    "a quotation": ("> by \n> Friday\n>> no", "> by Friday\n>> no"),
    "a paragraph that ends with its quotation": ("> by \nFriday", "> by \nFriday"),
    "the delimiter of a signature": ("Regards \n-- \nBea", "Regards \n-- \nBea"),
    "a blank line": ("by \n\nFriday ", "by \n\nFriday "),
}


@pytest.mark.parametrize(("written", "text"), FLOWED.values(), ids=FLOWED.keys())
def test_paragraphs_are_put_together(written, text):
    assert unflowed(written) == text


def test_the_space_is_dropped_where_the_script_has_none():
    assert unflowed("山 \n田", delete_space=True) == "山田"
