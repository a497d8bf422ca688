from __future__ import annotations

import json

import pytest


def exported(desk):
    return json.loads(desk.run("export").stdout)


def record(desk, slug):
    return next(r for r in exported(desk)["records"] if r["slug"] == slug)


def held_id(desk):
    return exported(desk)["held"][0]["id"]


def test_the_records_are_listed(filed):
    assert filed.run("records").stdout.splitlines() == [
        "slug\torganisation\tstatus\tfrom - to\tinquiries\treplies\towner",
        "harbour-alliance\tHarbour Alliance\topen\tJuly 6 - 12, 2023\t1\t1\t",
        "mill\tMill\topen\t\t0\t0\t",
    ]


def test_a_ledger_without_records_says_how_to_begin(desk):
    told = desk.run("records")

    assert told.stdout == ""
    assert "onrecord open" in told.stderr


def test_a_record_is_shown_as_its_page(filed):
    told = filed.run("show", "harbour-alliance").stdout

    assert told.startswith("Harbour Alliance (HA)\nIceland\nJuly 6 - 12, 2023\n1 inquiry\n1 reply\n")
    assert "\n  It is so.\n" in told


def test_what_a_terminal_would_obey_is_not_shown(desk):
    desk.deliver("one", "ann@gazette.example", "mill@mill.example", "Hours", "Is \x1b[31mit\x1b[0m so?\n")
    desk.run("import", str(desk.folder / "mail"))

    (opened,) = exported(desk)["records"]
    assert "\x1b" not in desk.run("show", opened["slug"]).stdout
    assert "unconfirmed" in desk.run("records").stdout


def test_held_mail_is_listed_with_the_reason_and_the_candidates(filed):
    heading, row = filed.run("held").stdout.splitlines()

    id_, when, sender, subject, why, candidates = row.split("\t")
    assert heading == "id\twhen\tfrom\tsubject\twhy\tcandidates"
    assert (id_, when, sender) == (held_id(filed), "2023-07-13 10:00", "somebody@elsewhere.example")
    assert subject == "Re: Working hours at sea"
    assert why
    assert candidates.startswith("harbour-alliance (")


def test_held_mail_is_placed_by_a_person(filed):
    told = filed.run("file", held_id(filed), "mill", "--why", "their lawyer", "--as", "ann")

    assert told.stdout.endswith("stands on mill; `onrecord undo` takes it back\n")
    assert record(filed, "mill")["replies"] == 1
    assert filed.run("held").stderr == "No mail waits for a person.\n"


def test_held_mail_is_kept_off_and_the_decision_taken_back(filed):
    id_ = held_id(filed)

    filed.run("ignore", id_)

    assert exported(filed)["held"] == []
    assert filed.run("undo").stdout.startswith(f"taken back: ignore {id_} (of 2023-09-01 13:00, by ")
    assert held_id(filed) == id_


def test_a_record_is_closed_and_opened_again(filed):
    filed.run("close", "mill")
    assert record(filed, "mill")["status"] == "closed"

    filed.run("reopen", "mill")
    assert record(filed, "mill")["status"] == "open"


def test_a_record_that_mail_opened_is_confirmed(desk):
    desk.deliver("one", "ann@gazette.example", "mill@mill.example", "Hours", "Is it so?\n")
    desk.run("import", str(desk.folder / "mail"))
    (opened,) = exported(desk)["records"]

    desk.run("confirm", opened["slug"])

    assert [opened["confirmed"], record(desk, opened["slug"])["confirmed"]] == [False, True]


def test_a_record_takes_over_another(filed):
    filed.run("merge", "harbour-alliance", "mill")

    assert [r["slug"] for r in exported(filed)["records"]] == ["mill"]
    assert record(filed, "mill")["inquiries"] == 1


def test_an_entry_is_moved(filed):
    entry = record(filed, "harbour-alliance")["entries"][1]["id"]

    filed.run("move", entry, "mill")

    assert [e["id"] for e in record(filed, "mill")["entries"]] == [entry]


def test_what_was_decided_is_logged_with_who_and_why(filed):
    filed.run("close", "mill", "--why", "published", "--as", "ann")
    filed.run("undo", "--as", "bob")

    opened, close, undo = (line.split("\t") for line in filed.run("log").stdout.splitlines()[-3:])
    assert opened[3] == "open mill"
    assert close[1:] == ["2023-09-01 13:00", "ann", "close mill", "published", f"undone by {undo[0]}"]
    assert undo[2:4] == ["bob", f"undo {close[0]}"]


def test_a_decision_that_can_be_undone_no_more_is_refused(desk):
    assert "nothing to undo" in desk.run("undo").stderr


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("show", "harbour-aliance"), "no record 'harbour-aliance', did you mean harbour-alliance?"),
        (("close", "zzz"), "no record 'zzz'; `onrecord records` lists them"),
        (("merge", "mill", "harbour"), "no record 'harbour', did you mean harbour-alliance?"),
        (("export", "--record", "mil"), "no record 'mil', did you mean mill?"),
        (("reparse", "--record", "mil"), "no record 'mil', did you mean mill?"),
        (("move", "ffffffff", "mill"), "no entry 'ffffffff'"),
        (("file", "zzzzzzzzzz", "mill"), "no held mail 'zzzzzzzzzz'"),
        (("ignore", "ab"), "no held mail 'ab'"),
        (("reopen", "mill"), "is open already"),
        (("merge", "mill", "mill"), "can't be merged into itself"),
        (("open",), "which organisation?"),
        (("open", "Mill", "--domain", "mill"), "'mill' is no domain"),
        (("open", "Mill", "--from", "x.csv"), "not both"),
    ],
)
def test_what_can_not_be_done_is_told_in_one_line(filed, words, line):
    before = filed.run("log").stdout

    told = filed.run(*words)

    assert told.exit_code == 2
    assert told.stdout == ""
    assert line in told.stderr
    assert told.stderr.count("\n") == 1
    assert filed.run("log").stdout == before


def test_a_table_of_organisations_is_opened_once(desk):
    table = desk.folder / "organisations.csv"
    table.write_text("name,domains,notes\nMill,mill.example,x\nPress,press.example,y\n", encoding="utf-8")

    first, second = desk.run("open", "--from", str(table)), desk.run("open", "--from", str(table))

    assert first.stdout.startswith("opened 2 records;")
    assert "'notes' says nothing" in first.stderr
    assert second.stdout == "nothing to open: 2 organisations stand open already\n"
    assert [r["organisation"]["domains"] for r in exported(desk)["records"]] == [["mill.example"], ["press.example"]]


def test_a_table_with_a_bad_row_opens_nothing(desk):
    table = desk.folder / "organisations.csv"
    table.write_text("name,domains\nMill,mill.example\nPress,press\n", encoding="utf-8")

    told = desk.run("open", "--from", str(table))

    assert "line 3: 'press' is no domain: write it like harbour.example; nothing was opened" in told.stderr
    assert exported(desk)["records"] == []


def test_everything_is_derived_again_as_it_was(filed):
    before = exported(filed)

    told = filed.run("reparse")

    assert told.stdout == "3 mails: 2 filed, 1 held, 0 ignored\n"
    assert exported(filed) == before
    assert filed.run("reparse", "--record", "harbour-alliance").stdout == "2 mails: 2 filed, 0 held, 0 ignored\n"


def test_deriving_again_can_be_interrupted(filed, monkeypatch):
    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("worker.intake.reparse", interrupted)

    told = filed.run("reparse")

    assert "nothing is lost" in told.stderr
    assert told.exit_code == 130


def test_the_same_decision_twice_is_refused_for_it_would_have_to_be_undone_twice(filed):
    id_ = filed.run("held").stdout.splitlines()[1].split("\t")[0]

    said = [
        filed.run(*words) for words in (("ignore", id_), ("ignore", id_), ("file", id_, "mill"), ("file", id_, "mill"))
    ]

    assert [told.exit_code for told in said] == [0, 2, 0, 2]
    assert "is kept off all records already" in said[1].stderr
    assert "was filed on 'mill' already" in said[3].stderr
    assert filed.run("undo").stdout.startswith("taken back: file")
    assert filed.run("file", id_, "mill").exit_code == 0


def test_a_second_record_of_the_same_name_is_told(filed):
    assert filed.run("open", "Mill").stdout.startswith("mill-2 is open, beside mill;")
