from tests.threads.copies import a_copy
from worker.records.changes import Filed, changes
from worker.records.outcome import Standing

ONE, TWO, THREE = (a_copy(sender="a@b.example", words="w") for _ in range(3))
COPIES = {copy.id: copy for copy in (ONE, TWO, THREE)}


def letter(*copies, slug="harbour", placed_by="reference"):
    return Standing(slug=slug, best=copies[0].id, copies=frozenset(c.id for c in copies), placed_by=placed_by)


def entry(id_, *copies, slug="harbour", placed_by="reference"):
    ids = frozenset(c.id for c in copies)
    return Filed(id=id_, slug=slug, best=copies[0].id, copies=ids, placed_by=placed_by)


def test_what_stands_already_is_left_alone():
    due = changes([entry("e1", ONE, TWO)], [letter(ONE, TWO)], COPIES)

    assert (dict(due.new), dict(due.changed), due.gone, due.anew) == ({}, {}, (), ())


def test_a_new_letter_gets_a_short_id_that_it_gets_again():
    first, second = (changes([], [letter(ONE)], COPIES) for _ in range(2))

    assert [len(id_) for id_ in first.new] == [8]
    assert first.new == second.new


def test_an_id_that_is_taken_grows():
    (id_,) = changes([], [letter(ONE)], COPIES).new

    due = changes([entry(id_, TWO)], [letter(ONE), letter(TWO)], COPIES)

    (longer,) = due.new
    assert longer.startswith(id_)
    assert len(longer) == 9


def test_an_entry_keeps_its_id_when_a_better_copy_comes():
    due = changes([entry("e1", ONE)], [letter(TWO, ONE)], COPIES)

    assert due.changed == {"e1": letter(TWO, ONE)}
    assert (due.new, due.anew) == ({}, ())


def test_an_entry_keeps_its_id_when_it_moves_and_that_is_told():
    before = entry("e1", ONE)

    due = changes([before], [letter(ONE, slug="nordsund")], COPIES)

    assert set(due.changed) == {"e1"}
    assert due.anew == ((before, "nordsund"),)


def test_an_entry_that_stands_nowhere_any_more_is_gone_and_that_is_told():
    before = entry("e1", ONE)

    due = changes([before], [], COPIES)

    assert due.gone == (before,)
    assert due.anew == ((before, ""),)


def test_two_entries_that_turn_out_to_be_one_letter_become_one_quietly():
    due = changes([entry("e1", ONE), entry("e2", TWO)], [letter(TWO, ONE)], COPIES)

    assert set(due.changed) == {"e2"}
    assert [e.id for e in due.gone] == ["e1"]
    assert due.anew == ()


def test_one_entry_that_turns_out_to_be_two_letters_becomes_two():
    due = changes([entry("e1", ONE, TWO)], [letter(ONE), letter(TWO)], COPIES)

    assert set(due.changed) == {"e1"}
    assert len(due.new) == 1


def test_a_letter_on_two_records_keeps_an_entry_on_each():
    stand = [entry("e1", ONE), entry("e2", ONE, slug="nordsund")]

    due = changes(stand, [letter(ONE, slug="nordsund"), letter(ONE)], COPIES)

    assert (dict(due.new), dict(due.changed), due.gone) == ({}, {}, ())
