"""Days and ranges of days as a page writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def days(first: date, last: date) -> str:
    """Write a range of days with no word twice: "January 10 - October 23, 2023", "March 5 - 17, 2024"."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)} - {day(last)}"
    end = str(last.day) if first.month == last.month else f"{MONTHS[last.month - 1]} {last.day}"
    return f"{MONTHS[first.month - 1]} {first.day} - {end}, {last.year}"


def day(on: date) -> str:
    """Write a day: "July 17, 2023"."""
    return f"{MONTHS[on.month - 1]} {on.day}, {on.year}"
