from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from worker.deadlines.deadline import Ask
from worker.notices.entry import event


@dataclass(frozen=True)
class Kept:
    """A deadline as the ledger keeps it."""

    kind: Ask
    id: str = "79aa2a3e36"
    due_at: datetime = datetime(2023, 7, 6, 21, tzinfo=UTC)
    phrase: str = "by July 6"


def test_a_kept_deadline_is_told_by_its_phrase_where_its_letter_is_not_at_hand():
    entry = event(Kept(Ask.REQUEST), "Harbour Alliance", domain="newsroom.example", sequence=4)

    assert (entry.uid, entry.sequence, entry.cancelled) == ("79aa2a3e36@newsroom.example", 4, False)
    assert (entry.due_at, entry.description) == (Kept(Ask.REQUEST).due_at, "by July 6")


@pytest.mark.parametrize("kind", Ask)
def test_each_kind_of_deadline_has_a_summary_of_its_own(kind):
    told = {event(Kept(each), "HA", domain="x.example", sequence=0).summary for each in Ask}

    assert len(told) == len(Ask)
    assert event(Kept(kind), "HA", domain="x.example", sequence=0).summary.startswith("HA: ")
