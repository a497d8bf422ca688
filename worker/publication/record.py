"""All that people decided for the public about one record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from worker.publication.rule import DEFAULT_RULES
from worker.publication.treatment import Treatment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from worker.publication.manual import Added
    from worker.publication.overrides import Override
    from worker.publication.rule import Rule

_UNDECIDED: Final = Treatment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The decisions about a record and its entries; ``rules`` are all that may go for it, the defaults among them."""

    treatments: Mapping[str, Treatment] = field(default_factory=dict, hash=False)  # by the entry's id
    rules: tuple[Rule, ...] = DEFAULT_RULES
    added: tuple[Added, ...] = ()
    override: Override | None = None
    embargo_until: datetime | None = None
    embargo_by: str = ""  # the investigation whose embargo that is; "" where it is of the record itself
    investigation: str = ""

    def treatment(self, entry: str) -> Treatment:
        """Give what was decided about an entry: nothing yet is pending."""
        return self.treatments.get(entry, _UNDECIDED)

    def embargoed(self, now: datetime) -> bool:
        """Tell whether the record must not be public yet."""
        return self.embargo_until is not None and now < self.embargo_until

    def as_of(self, now: datetime) -> Publication:
        """Leave out the entries that are under an embargo of their own yet."""
        held = {id_ for id_, told in self.treatments.items() if told.embargo_until and now < told.embargo_until}
        return replace(self, treatments={i: t for i, t in self.treatments.items() if i not in held}) if held else self

    def opens_at(self, now: datetime) -> datetime | None:
        """Tell when the next embargo ends, on the record or on an entry."""
        ends = (self.embargo_until, *(told.embargo_until for told in self.treatments.values()))
        return min((end for end in ends if end and end > now), default=None)
