from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from worker.publication.record import Publication
from worker.publication.rule import DEFAULT_RULES, Redacts, Rule
from worker.publication.treatment import State, Treatment

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("treatment", "public"),
    [
        (Treatment(), False),
        (Treatment(text="Seen."), False),
        (Treatment(state=State.WITHHELD, text="Seen.", summary="Told."), False),
        (Treatment(state=State.PUBLISHED), False),
        (Treatment(state=State.PUBLISHED, text="Seen."), True),
        (Treatment(state=State.PUBLISHED, text=""), True),
        (Treatment(state=State.PUBLISHED, summary="Told."), True),
    ],
)
def test_only_words_that_somebody_saw_and_released_are_public(treatment, public):
    assert treatment.public is public


def test_what_nobody_decided_is_pending():
    assert Publication().treatment("e1").state == State.PENDING


@pytest.mark.parametrize(("until", "embargoed"), [(None, False), (NOW, False), (NOW + timedelta(seconds=1), True)])
def test_an_embargo_ends_at_its_moment(until, embargoed):
    assert Publication(embargo_until=until).embargoed(NOW) is embargoed


@pytest.mark.parametrize(("scope", "goes"), [("", True), ("pier", True), ("e1", True), ("mill", False), ("e", False)])
def test_a_rule_goes_everywhere_or_for_a_record_or_an_entry(scope, goes):
    rule = Rule(id="r", redacts=Redacts.NAMES, scope=scope, who="ann", why="", at=NOW)

    assert rule.covers("pier", "e1") is goes


def test_addresses_and_telephone_numbers_are_covered_unless_a_person_decides_otherwise():
    assert {r.redacts for r in Publication().rules} == {Redacts.ADDRESSES, Redacts.PHONES}
    assert all(r.covers("any", "e") for r in DEFAULT_RULES)
