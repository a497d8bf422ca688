from __future__ import annotations

from datetime import date

import pytest

from worker.prose.days import days


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2023, 6, 21), date(2024, 2, 27), "June 21, 2023 - February 27, 2024"),
        (date(2023, 1, 10), date(2023, 10, 23), "January 10 - October 23, 2023"),
        (date(2024, 3, 5), date(2024, 3, 17), "March 5 - 17, 2024"),
        (date(2023, 7, 17), date(2023, 7, 17), "July 17, 2023"),
        (date(2023, 3, 5), date(2024, 3, 5), "March 5, 2023 - March 5, 2024"),
    ],
)
def test_a_range_says_no_word_twice(first, last, told):
    assert days(first, last) == told
