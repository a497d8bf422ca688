"""The newsroom's calendar: its zone, its hours, and the days on which nobody works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

import holidays

from worker.errors import Refused

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SATURDAY: Final = 5
_LAST_YEAR: Final = 2200  # no calendar of holidays is told beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working days and hours; ``country`` (ISO 3166) is the one whose public holidays count, "" for none."""

    zone: ZoneInfo
    close_of_business: time
    country: str = ""

    def __post_init__(self) -> None:
        """Refuse a country nobody knows the holidays of."""
        if self.country:
            _days_off(self.country, _LAST_YEAR)

    def working_day(self, day: date) -> bool:
        """Tell whether people work on a day."""
        if day.weekday() >= _SATURDAY:
            return False
        return not self.country or day.year > _LAST_YEAR or day not in _days_off(self.country, day.year)

    def after_working_days(self, start: date, number: int) -> date:
        """Count working days on from a day, which is day zero itself."""
        day = start
        while number > 0:
            day += timedelta(days=1)
            number -= self.working_day(day)
        return day

    def closing(self, day: date) -> datetime:
        """Tell when business closes on a day."""
        return datetime.combine(day, self.close_of_business, self.zone)


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    try:  # each year whole: an object that fills in years as it is asked shows threads half of them
        return frozenset(holidays.country_holidays(country.upper(), years=year, expand=False))
    except NotImplementedError as error:
        raise Refused(f'no public holidays are known for "{country}": give an ISO 3166 code such as "US"') from error
