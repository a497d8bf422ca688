from __future__ import annotations

import pytest

from worker.cli.organisations import Organisation, read
from worker.errors import Refused

HARBOUR = Organisation(
    name="Harbour Alliance",
    acronym="HA",
    country="Iceland",
    domains=("harbour.example", "ha.example"),
    contacts=("press@harbour.example",),
    owner="ann@gazette.example",
)


def written(folder, octets):
    path = folder / "organisations.csv"
    path.write_bytes(octets if isinstance(octets, bytes) else octets.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        (
            "name,acronym,country,domains,contacts,owner\n"
            "Harbour Alliance,HA,Iceland,harbour.example ha.example,press@harbour.example,ann@gazette.example\n"
        ),
        (
            "\ufeffOwner,Domains,Name,Contacts,Country,Acronym\r\n"
            "ann@gazette.example,@Harbour.example HA.example, Harbour  Alliance ,Press@harbour.example,Iceland,HA\r\n"
        ),
        (
            "name;acronym;country;domains;contacts;owner\n"
            "Harbour Alliance;HA;Iceland;harbour.example ha.example;press@harbour.example;ann@gazette.example"
        ),
    ],
    ids=["as the contract has it", "in another order, from a spreadsheet", "with semicolons"],
)
def test_an_organisation_is_read_from_its_row(tmp_path, text):
    assert read(written(tmp_path, text)) == ((HARBOUR,), ())


def test_missing_columns_are_empty_and_a_cell_may_hold_lines(tmp_path):
    assert read(written(tmp_path, 'name,contacts\n"Mill,\nInc.","a@b.example\nc@d.example"\n'))[0] == (
        Organisation(name="Mill, Inc.", contacts=("a@b.example", "c@d.example")),
    )


def test_a_row_that_stands_twice_comes_once(tmp_path):
    assert read(written(tmp_path, "name,country\nMill,Peru\nMill,Peru\n"))[0] == (
        Organisation(name="Mill", country="Peru"),
    )


def test_a_column_that_says_nothing_to_the_ledger_is_named(tmp_path):
    assert read(written(tmp_path, "name,notes\nMill,friendly\n"))[1] == ("notes",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("acronym,country\nHA,Iceland\n", "line 1: no column is called name"),
        ("", "line 1: no column is called name"),
        ("name,domians\nMill,mill.example\n", "line 1: no column is called 'domians'; did you mean domains?"),
        ("name,acronym\nMill,M\n,X\n", "line 3: it has no name"),
        ("name,domains\nMill,mill\n", "line 2: 'mill' is no domain"),
        ("name,domains\nMill,https://mill.example/\n", "'https://mill.example/' is no domain"),
        ("name,contacts\n\nMill,press at mill\n", "line 3: 'press' is no address"),
        ("name,country\nMill, Inc., Peru\n", "'Peru' stands in no column"),
        ('name,country\nMill,Peru\n"x\ny",Chad\nmill,Chad\n', "line 5: 'mill' stands in line 2 with other details"),
        ("name,domains\n" + "\n".join(f"Mill {n},mill" for n in range(9)), "; and 4 more; nothing was opened"),
        (b"name\nMill\nCaf\xe9\n", "line 3: not UTF-8"),
        ('name\n"Mill' + "x" * 200_000, "line 2: field larger than field limit"),
    ],
)
def test_bad_rows_are_named_by_their_lines(tmp_path, text, line):
    with pytest.raises(Refused) as told:
        read(written(tmp_path, text))

    assert line in str(told.value)
    assert "\n" not in str(told.value)


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="No such file"):
        read(tmp_path / "none.csv")
