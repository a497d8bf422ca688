from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest

from worker.cli.export_csv import written
from worker.cli.export_mbox import quoted


def digest(desk, name):
    return hashlib.sha256((desk.folder / "mail" / f"{name}.eml").read_bytes()).hexdigest()


def test_the_ledger_is_told_as_json_in_the_words_of_the_contract(filed):
    told = filed.run("export").stdout

    document = json.loads(told)
    record, _ = document["records"]
    inquiry, reply = record["entries"]
    assert told.isascii()
    assert document["version"] == 1
    assert record["slug"] == "harbour-alliance"
    assert record["organisation"] == {
        "name": "Harbour Alliance",
        "acronym": "HA",
        "country": "Iceland",
        "domains": ["harbour.example"],
    }
    assert (record["status"], record["confirmed"], record["deadlines"]) == ("open", True, [])
    assert (record["first"], record["last"], record["inquiries"], record["replies"]) == (
        "2023-07-06",
        "2023-07-12",
        1,
        1,
    )
    assert record["contacts"] == [
        {"name": "Jón Jónsson", "address": "press@harbour.example", "role": "Head of Communications"}
    ]
    assert (inquiry["direction"], inquiry["kind"], inquiry["channel"]) == ("inquiry", "message", "email")
    assert inquiry["sent_at"] == "2023-07-06T17:00:00-04:00"
    assert inquiry["sender"] == {"name": "Ann Roe", "address": "ann@gazette.example"}
    assert inquiry["recipients"] == [{"name": "Jón Jónsson", "address": "press@harbour.example"}]
    assert (inquiry["subject"], inquiry["message_id"]) == ("Working hours at sea", "one@post.example")
    assert inquiry["sources"] == [{"sha256": digest(filed, "one"), "how": "import", "by": "ann@gazette.example"}]
    assert (reply["direction"], reply["placed_by"], reply["publication"]) == ("reply", "reference", "pending")
    assert reply["text"].startswith("It is so.")


def test_what_was_added_by_hand_is_told_with_the_mail_and_counted_where_it_asks_or_answers(filed):
    said = ("He said it is so.", "--at", "2023-07-20 15:00", "--name", "Jón Jónsson")
    filed.run("add", "harbour-alliance", "--by", "phone", "--from-them", *said)

    record, _ = json.loads(filed.run("export").stdout)["records"]
    call = record["entries"][-1]
    assert (call["channel"], call["direction"], call["kind"], call["placed_by"]) == (
        "phone", "reply", "message", "decision",
    )  # fmt: skip
    assert (call["sender"], call["recipients"], call["sources"]) == ({"name": "Jón Jónsson", "address": ""}, [], [])
    assert (call["text"], call["publication"]) == ("He said it is so.", "pending")
    assert (record["last"], record["inquiries"], record["replies"]) == ("2023-07-20", 1, 2)
    row = list(csv.DictReader(io.StringIO(filed.run("export", "--format", "csv").stdout)))[2]
    assert (row["id"], row["channel"], row["sender_name"]) == (call["id"], "phone", "Jón Jónsson")


def test_every_mail_is_told_once(filed):
    document = json.loads(filed.run("export").stdout)

    sources = [s["sha256"] for r in document["records"] for e in r["entries"] for s in e["sources"]]
    aside = [m["sha256"] for m in document["held"] + document["ignored"]]
    assert sorted(sources + aside) == sorted(digest(filed, n) for n in ("one", "two", "three"))


def test_held_mail_is_told_with_its_candidates(filed):
    (held,) = json.loads(filed.run("export").stdout)["held"]

    assert held["sha256"].startswith(held["id"])
    assert held["sender"] == "somebody@elsewhere.example"
    assert held["subject"] == "Re: Working hours at sea"
    assert [c["slug"] for c in held["candidates"]] == ["harbour-alliance"]


def test_one_record_is_told_alone(filed):
    told = json.loads(filed.run("export", "--record", "mill").stdout)

    assert [r["slug"] for r in told["records"]] == ["mill"]
    assert told["records"][0]["first"] is None


def test_the_ledger_is_told_as_a_table(filed):
    one, two = csv.DictReader(io.StringIO(filed.run("export", "--format", "csv").stdout, newline=""))

    assert (one["record"], one["direction"], one["sender"]) == ("harbour-alliance", "inquiry", "ann@gazette.example")
    assert two["sent_at"] == "2023-07-12T09:00:00+00:00"


def test_no_cell_of_a_table_is_a_formula():
    assert written(["=1+1", "+49 1", "a=b", ""]) == b"'=1+1,'+49 1,a=b,\r\n"


def test_the_mail_of_the_ledger_is_told_as_it_came_and_can_be_imported_again(filed):
    archive = filed.folder / "ledger.mbox"
    archive.write_bytes(filed.run("export", "--format", "mbox").stdout_bytes)

    assert archive.read_bytes().startswith(b"From ann@gazette.example Thu Jul  6 21:00:00 2023\n")
    assert filed.run("import", str(archive)).stdout.endswith("2 known already\n")


@pytest.mark.parametrize(
    ("octets", "becomes"),
    [
        (b"a: b\n\nFrom here\n", b"a: b\n\n>From here\n\n"),
        (b"a: b\n\n>From here", b"a: b\n\n>>From here\n\n"),
        (b"From: b\n\nfrom From \n", b"From: b\n\nfrom From \n\n"),
    ],
)
def test_what_looks_like_a_mark_is_quoted(octets, becomes):
    assert quoted(octets) == becomes
